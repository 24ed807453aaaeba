"""The helpdesk: staff and what they do, handovers, approval, learning, publications, webhooks."""

from alembic import op

revision = "0003"
down_revision = "0002"

_STAFF = """
CREATE TABLE account (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (name = lower(name)),
    display text NOT NULL,
    role text NOT NULL CHECK (role IN ('reader', 'agent', 'editor', 'administrator')),
    password text NOT NULL,
    must_change boolean NOT NULL DEFAULT true,
    totp text,
    totp_step bigint NOT NULL DEFAULT 0,
    language text NOT NULL DEFAULT 'de' CHECK (language IN ('de', 'en')),
    failures integer NOT NULL DEFAULT 0,
    locked_until timestamptz,
    disabled_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN account.display IS 'the name that visitors and colleagues see';
COMMENT ON COLUMN account.password IS 'argon2 hash';
COMMENT ON COLUMN account.totp_step IS 'the last time step whose code was used; it is not taken twice';
CREATE TABLE staff_session (
    token_hash bytea PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    csrf text NOT NULL,
    complete boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN staff_session.complete IS 'whether the second factor, where there is one, was given too';
CREATE TABLE audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id bigint REFERENCES account ON DELETE SET NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL DEFAULT '',
    detail jsonb NOT NULL DEFAULT '{}',
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX audit_at ON audit (at DESC);
CREATE TABLE team (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE
);
CREATE TABLE membership (
    team_id bigint NOT NULL REFERENCES team ON DELETE CASCADE,
    account_id bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    PRIMARY KEY (team_id, account_id)
);
"""

_DESK = """
ALTER TABLE conversation
    ADD COLUMN account_id bigint REFERENCES account ON DELETE SET NULL,
    ADD COLUMN for_account bigint REFERENCES account ON DELETE SET NULL,
    ADD COLUMN for_team bigint REFERENCES team ON DELETE SET NULL,
    ADD COLUMN failures integer NOT NULL DEFAULT 0,
    ADD COLUMN tracker_paused boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN conversation.account_id IS 'whose conversation it is, in the state human';
COMMENT ON COLUMN conversation.for_account IS 'the colleague it was forwarded to, in the state waiting';
COMMENT ON COLUMN conversation.failures IS 'turns in a row that the machine could not answer';
CREATE INDEX conversation_state ON conversation (state, updated_at);
CREATE INDEX conversation_account ON conversation (account_id) WHERE state = 'human';
CREATE TABLE handover (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation_id bigint NOT NULL REFERENCES conversation ON DELETE CASCADE,
    reason text NOT NULL CHECK (reason IN ('request', 'failures', 'personal_case', 'approval')),
    waiting_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    taken_at timestamptz,
    ended_at timestamptz,
    account_id bigint REFERENCES account ON DELETE SET NULL,
    outcome text CHECK (outcome IN ('left', 'given_back', 'closed', 'deleted'))
);
COMMENT ON TABLE handover IS 'one row each time somebody waits for a person: the first taker, and how it ended';
CREATE INDEX handover_conversation ON handover (conversation_id, id);
CREATE INDEX handover_waiting_at ON handover (waiting_at);
CREATE TABLE note (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation_id bigint NOT NULL REFERENCES conversation ON DELETE CASCADE,
    account_id bigint REFERENCES account ON DELETE SET NULL,
    name text NOT NULL,
    text text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE note IS 'what only staff see';
CREATE INDEX note_conversation ON note (conversation_id, id);
CREATE TABLE canned (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    language text NOT NULL,
    text text NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (title, language)
);
CREATE TABLE approval_rule (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel text,
    topic text,
    CHECK (channel IS NOT NULL OR topic IS NOT NULL),
    UNIQUE NULLS NOT DISTINCT (channel, topic)
);
COMMENT ON TABLE approval_rule IS 'answers on this channel, about this topic, or both, are sent by a person';
CREATE TABLE proposal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation_id bigint NOT NULL REFERENCES conversation ON DELETE CASCADE,
    turn_id bigint NOT NULL UNIQUE REFERENCES turn ON DELETE CASCADE,
    reply jsonb NOT NULL,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'sent', 'edited', 'rejected')),
    text text,
    account_id bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    decided_at timestamptz
);
COMMENT ON COLUMN proposal.reply IS 'what the machine would have answered; text is what a person sent instead';
CREATE INDEX proposal_open ON proposal (id) WHERE state = 'open';
"""

_LEARNING = """
CREATE TABLE correction (
    turn_id bigint PRIMARY KEY REFERENCES turn ON DELETE CASCADE,
    account_id bigint REFERENCES account ON DELETE SET NULL,
    comment text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE correction IS 'answers that staff have found wrong';
CREATE TABLE draft (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    item text,
    body jsonb NOT NULL,
    origin jsonb NOT NULL DEFAULT '{}',
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'published', 'discarded')),
    revision integer NOT NULL DEFAULT 1,
    report jsonb,
    report_revision integer,
    account_id bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN draft.item IS 'id of the item that it changes; none: a new one';
COMMENT ON COLUMN draft.report IS 'what the gate found, for the revision report_revision';
CREATE TABLE learnt (
    turn_id bigint PRIMARY KEY REFERENCES turn ON DELETE CASCADE,
    state text NOT NULL CHECK (state IN ('drafted', 'done', 'ignored')),
    draft_id bigint REFERENCES draft ON DELETE SET NULL,
    account_id bigint REFERENCES account ON DELETE SET NULL,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE turn_vector (
    turn_id bigint PRIMARY KEY REFERENCES turn ON DELETE CASCADE,
    model text NOT NULL,
    vector bytea NOT NULL
);
COMMENT ON COLUMN turn_vector.vector IS 'float32, unit length, of the question as it was redacted';
CREATE INDEX turn_created_at ON turn (created_at);
CREATE INDEX turn_status ON turn (status, created_at);
CREATE TABLE publication (
    version bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    item text NOT NULL,
    body jsonb,
    review_on date,
    draft_id bigint REFERENCES draft ON DELETE SET NULL,
    account_id bigint REFERENCES account ON DELETE SET NULL,
    note text NOT NULL DEFAULT '',
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE publication IS 'what was published, in order; the last row of each item counts';
COMMENT ON COLUMN publication.body IS 'the whole item as in knowledge/content; NULL: as the files have it';
CREATE INDEX publication_item ON publication (item, version DESC);
"""

_WEBHOOKS = """
CREATE TABLE webhook (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    url text NOT NULL,
    secret text NOT NULL,
    events text[] NOT NULL,
    active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE delivery (
    id uuid PRIMARY KEY,
    webhook_id bigint NOT NULL REFERENCES webhook ON DELETE CASCADE,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL DEFAULT now(),
    done_at timestamptz,
    failed_at timestamptz,
    error text,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN delivery.failed_at IS 'given up; due again when somebody asks for it';
CREATE INDEX delivery_due ON delivery (due_at) WHERE done_at IS NULL AND failed_at IS NULL;
CREATE INDEX delivery_created_at ON delivery (created_at);
"""


def upgrade() -> None:
    for part in (_STAFF, _DESK, _LEARNING, _WEBHOOKS):
        op.execute(part)


def downgrade() -> None:
    op.execute("DROP TABLE delivery, webhook, publication, turn_vector, learnt, draft, correction")
    op.execute("DROP TABLE proposal, approval_rule, canned, note, handover")
    op.execute("DROP INDEX turn_created_at, turn_status, conversation_state")
    op.execute("""
        ALTER TABLE conversation DROP COLUMN account_id, DROP COLUMN for_account, DROP COLUMN for_team,
            DROP COLUMN failures, DROP COLUMN tracker_paused
    """)
    op.execute("DROP TABLE membership, team, audit, staff_session, account")
