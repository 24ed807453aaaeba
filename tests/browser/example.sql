-- Eight weeks of an information service as they could have been, for the pictures of figures and lists.
-- Everything is drawn by the rows' numbers, so each run has the same.

INSERT INTO conversation (channel, key, language, created_at, updated_at)
SELECT CASE WHEN mod(n * 7, 5) = 0 THEN 'rest' ELSE 'web' END, 'example-' || n,
    (ARRAY['de', 'de', 'de', 'de', 'en', 'en', 'fr', 'ar', 'uk', 'tr'])[1 + mod(n * 3, 10)], at, at
FROM (
    SELECT n, now() - interval '1 day' * mod(n * 37, 56) - interval '1 minute' * mod(n * 101, 600) AS at FROM generate_series(1, 420) n
) made
WHERE extract(isodow FROM at) < 6 OR mod(n, 3) = 0;

INSERT INTO turn (conversation_id, user_text, reply, status, reason, item, language, confidence, degraded, milliseconds, created_at)
SELECT c.id, 'Mit welchen Ländern gibt es operative Partnerschaften?', '[]', status,
    CASE status WHEN 'refused' THEN (ARRAY['personal_case', 'opinion', 'not_allowed'])[1 + mod(c.id, 3)] END,
    CASE status WHEN 'answered' THEN 'agreements' END, c.language, 0.9, mod(c.id, 60) = 0, 25 + mod(c.id * 31 + k * 17, 90), c.created_at
FROM conversation c, generate_series(1, 3) k,
    LATERAL (SELECT (ARRAY['answered', 'answered', 'answered', 'answered', 'refused', 'answered', 'answered', 'clarify'])
        [1 + mod(c.id * 5 + k, 8)] AS status) s
WHERE c.key LIKE 'example-%' AND k <= 1 + mod(c.id, 3);

INSERT INTO rating (turn_id, value, created_at)
SELECT t.id, CASE WHEN mod(t.id, 42) = 0 THEN 'down' ELSE 'up' END, t.created_at FROM turn t JOIN conversation c ON c.id = t.conversation_id
WHERE c.key LIKE 'example-%' AND mod(t.id, 6) = 0;

INSERT INTO handover (conversation_id, reason, waiting_at, taken_at, ended_at, account_id, outcome)
SELECT c.id, (ARRAY['request', 'request', 'failures', 'personal_case'])[1 + mod(c.id, 4)], c.created_at,
    CASE WHEN mod(c.id, 9) > 0 THEN c.created_at + interval '1 second' * (20 + mod(c.id * 13, 240)) END,
    c.created_at + interval '12 minutes', CASE WHEN mod(c.id, 9) > 0 THEN (SELECT min(id) FROM account) END,
    CASE WHEN mod(c.id, 9) > 0 THEN 'given_back' ELSE 'left' END
FROM conversation c WHERE c.key LIKE 'example-%' AND mod(c.id, 6) = 1;

-- What was asked back then has been dealt with.
INSERT INTO learnt (turn_id, state)
SELECT t.id, 'ignored' FROM turn t JOIN conversation c ON c.id = t.conversation_id LEFT JOIN rating r ON r.turn_id = t.id
WHERE c.key LIKE 'example-%' AND (t.status = 'clarify' OR r.value = 'down');
