-- What helpdesk_data.py puts into an empty database. Everything is drawn by the rows' numbers, so each run has the same rows.

INSERT INTO account (name, display, role, password, must_change)
SELECT 'person' || n, 'Person ' || n, (ARRAY['reader', 'agent', 'editor', 'administrator'])[1 + mod(n, 4)], 'none', false
FROM generate_series(1, 30) n;

INSERT INTO team (name) SELECT 'Team ' || n FROM generate_series(1, 5) n;

INSERT INTO membership (team_id, account_id) SELECT 1 + mod(n, 5), n FROM generate_series(1, 30) n;

-- One every 26 minutes, half a year back; the last ones wait for people or talk to them.
INSERT INTO conversation (channel, key, language, state, waiting_since, agent, account_id, created_at, updated_at)
SELECT CASE WHEN mod(n, 5) = 0 THEN 'rest' ELSE 'web' END, 'key' || n,
    (ARRAY['de', 'de', 'de', 'en', 'fr', 'ar', 'uk', 'tr'])[1 + mod(n, 8)], state,
    CASE state WHEN 'waiting' THEN now() - interval '1 minute' * mod(n, 60) END,
    CASE state WHEN 'human' THEN 'Person 1' END,
    CASE state WHEN 'human' THEN 1 + mod(n, 30) END, at, at
FROM (
    SELECT n, now() - interval '26 minutes' * (%(conversations)s - n) AS at,
        CASE WHEN n > %(conversations)s - 30 THEN 'waiting' WHEN n > %(conversations)s - 60 THEN 'human'
            WHEN mod(n, 7) = 0 THEN 'closed' ELSE 'bot' END AS state
    FROM generate_series(1, %(conversations)s) n
) made;

INSERT INTO turn (conversation_id, message_id, user_text, reply, status, reason, item, language, confidence, degraded,
    milliseconds, created_at)
SELECT c.id, 'm' || k,
    (%(questions)s::text[])[1 + mod(c.id * 7 + k * 13, cardinality(%(questions)s::text[]))] || ' ' || mod(c.id + k, 50),
    %(reply)s,
    (ARRAY['answered', 'answered', 'answered', 'smalltalk', 'answered', 'answered', 'refused', 'clarify', 'answered',
        'answered', 'refused', 'handoff', 'answered'])[1 + mod(c.id + k, 13)],
    CASE WHEN mod(c.id + k, 13) IN (6, 10) THEN
        (ARRAY['not_in_sources', 'outside_topic', 'opinion', 'unclear'])[1 + mod(c.id, 4)] END,
    CASE WHEN mod(c.id + k, 13) IN (0, 1, 2) THEN 'agreements' END,
    c.language, 0.8, mod(c.id, 97) = 0, 20 + mod(c.id * 31 + k, 200),
    c.updated_at - interval '40 seconds' * (%(turns)s - k)
FROM conversation c, generate_series(1, %(turns)s) k;

INSERT INTO handover (conversation_id, reason, waiting_at, taken_at, ended_at, account_id, outcome)
SELECT c.id, (ARRAY['request', 'failures', 'personal_case'])[1 + mod(c.id, 3)], c.updated_at,
    CASE WHEN taken THEN c.updated_at + interval '1 second' * mod(c.id, 600) END,
    CASE WHEN over THEN c.updated_at + interval '1 hour' END,
    CASE WHEN taken THEN 1 + mod(c.id, 30) END,
    CASE WHEN over THEN CASE WHEN taken THEN 'given_back' ELSE 'left' END END
FROM (SELECT *, mod(id, 9) > 0 AND state <> 'waiting' AS taken, state IN ('bot', 'closed') AS over FROM conversation) c
WHERE mod(c.id, 7) = 0 OR NOT over;

INSERT INTO event (conversation_id, number, kind, actor, data, turns, created_at)
SELECT h.conversation_id, k, 'message', 'Person 1', '{"name": "Person 1", "text": "Eine Antwort."}', %(turns)s, h.waiting_at
FROM handover h, generate_series(1, 6) k;

UPDATE conversation c SET last_event = 6 FROM handover h WHERE h.conversation_id = c.id;

INSERT INTO note (conversation_id, account_id, name, text)
SELECT conversation_id, 1, 'Person 1', 'Ruft wieder an.' FROM handover;

INSERT INTO rating (turn_id, value, created_at)
SELECT id, CASE WHEN mod(id, 20) = 0 THEN 'down' ELSE 'up' END, created_at FROM turn WHERE mod(id, 10) = 0;

INSERT INTO correction (turn_id, account_id, comment) SELECT id, 1, 'Falsch.' FROM turn WHERE mod(id, 300) = 1;

INSERT INTO callback (conversation_id, message, reply_to)
SELECT id, 'Bitte um Rückruf.', 'eva@example.org' FROM conversation WHERE mod(id, 100) = 0;

INSERT INTO proposal (conversation_id, turn_id, reply, state, created_at)
SELECT conversation_id, max(id), %(reply)s, CASE WHEN mod(conversation_id, 8) = 0 THEN 'open' ELSE 'sent' END, max(created_at)
FROM turn WHERE mod(conversation_id, 30) = 2 GROUP BY conversation_id;

INSERT INTO canned (title, language, text)
SELECT 'Antwort ' || n, (ARRAY['de', 'en', 'fr'])[1 + mod(n, 3)], repeat('Text ', 40) FROM generate_series(1, 90) n;

INSERT INTO audit (account_id, actor, action, subject, at)
SELECT 1 + mod(n, 30), 'person' || (1 + mod(n, 30)),
    (ARRAY['conversation.take', 'conversation.say', 'login', 'draft.saved'])[1 + mod(n, 4)], n::text,
    now() - interval '13 minutes' * (20000 - n)
FROM generate_series(1, 20000) n;

INSERT INTO webhook (name, url, secret, events)
SELECT 'Webhook ' || n, 'https://example.org/' || n, 'secret', '{handoff}' FROM generate_series(1, 3) n;

INSERT INTO delivery (id, webhook_id, kind, conversation_id, payload, attempts, done_at, failed_at, error)
SELECT gen_random_uuid(), 1 + mod(n, 3), 'message', 1 + n, '{}', 1,
    CASE WHEN mod(n, 100) > 0 THEN now() END, CASE WHEN mod(n, 100) = 0 THEN now() END,
    CASE WHEN mod(n, 100) = 0 THEN 'timeout' END
FROM generate_series(1, 8000) n;

-- All questions to learn from but the newest ones have been dealt with.
INSERT INTO learnt (turn_id, state)
SELECT id, 'ignored' FROM (
    SELECT t.id FROM turn t LEFT JOIN rating r ON r.turn_id = t.id LEFT JOIN correction k ON k.turn_id = t.id
    WHERE t.status IN ('refused', 'clarify') OR r.value = 'down' OR k.turn_id IS NOT NULL
    ORDER BY t.id DESC OFFSET %(unanswered)s
) old;
