"""Messaging apps: chats, what came in, what is to be sent, and how each channel does."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE chat (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            channel text NOT NULL,
            address text NOT NULL,
            conversation_id bigint NOT NULL UNIQUE REFERENCES conversation ON DELETE CASCADE,
            route jsonb NOT NULL DEFAULT '{}',
            choices jsonb NOT NULL DEFAULT '{}',
            told_event bigint NOT NULL DEFAULT 0,
            told_state text NOT NULL DEFAULT 'bot',
            blocked_at timestamptz,
            UNIQUE (channel, address)
        )
    """)
    op.execute("COMMENT ON COLUMN chat.address IS 'the provider''s name of the chat, where answers go'")
    op.execute("COMMENT ON COLUMN chat.choices IS 'what the last buttons and numbers mean: {set: [payload]}'")
    op.execute("COMMENT ON COLUMN chat.told_event IS 'number of the last event that was told in the chat'")
    op.execute("""
        CREATE TABLE incoming (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            channel text NOT NULL,
            chat_id bigint NOT NULL REFERENCES chat ON DELETE CASCADE,
            message_id text NOT NULL,
            kind text NOT NULL,
            text text NOT NULL,
            language text,
            target text NOT NULL DEFAULT '',
            sent_at timestamptz NOT NULL,
            received_at timestamptz NOT NULL,
            attempts integer NOT NULL DEFAULT 0,
            due_at timestamptz NOT NULL,
            done_at timestamptz,
            failed_at timestamptz,
            error text,
            UNIQUE (channel, message_id)
        )
    """)
    op.execute("COMMENT ON COLUMN incoming.text IS 'redacted, and empty once it is answered'")
    op.execute("CREATE INDEX incoming_open ON incoming (chat_id, sent_at, number) WHERE done_at IS NULL AND failed_at IS NULL")
    op.execute("CREATE INDEX incoming_next ON incoming (channel, number) WHERE done_at IS NULL AND failed_at IS NULL")
    op.execute("CREATE INDEX incoming_received ON incoming (channel, received_at)")
    op.execute("CREATE INDEX incoming_chat ON incoming (chat_id)")
    op.execute("CREATE INDEX incoming_failed ON incoming (failed_at) WHERE failed_at IS NOT NULL")
    op.execute("""
        CREATE TABLE outgoing (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id uuid NOT NULL DEFAULT gen_random_uuid(),
            chat_id bigint NOT NULL REFERENCES chat ON DELETE CASCADE,
            channel text NOT NULL,
            origin text NOT NULL,
            payload jsonb NOT NULL,
            created_at timestamptz NOT NULL,
            attempts integer NOT NULL DEFAULT 0,
            due_at timestamptz NOT NULL,
            done_at timestamptz,
            failed_at timestamptz,
            error text,
            UNIQUE (chat_id, origin)
        )
    """)
    op.execute("COMMENT ON COLUMN outgoing.origin IS 'what it says: a message that came in or an event, and which part of it'")
    op.execute("CREATE INDEX outgoing_open ON outgoing (chat_id, number) WHERE done_at IS NULL AND failed_at IS NULL")
    op.execute("CREATE INDEX outgoing_next ON outgoing (channel, attempts, number) WHERE done_at IS NULL AND failed_at IS NULL")
    op.execute("CREATE INDEX outgoing_done ON outgoing (channel, done_at)")
    op.execute("CREATE INDEX outgoing_failed ON outgoing (failed_at) WHERE failed_at IS NOT NULL")
    op.execute("""
        CREATE TABLE channel_state (
            channel text PRIMARY KEY,
            cursor jsonb,
            failures integer NOT NULL DEFAULT 0,
            paused_until timestamptz,
            error text,
            error_at timestamptz
        )
    """)
    op.execute("COMMENT ON COLUMN channel_state.cursor IS 'where a channel that fetches its messages goes on'")


def downgrade() -> None:
    op.execute("DROP TABLE outgoing, incoming, chat, channel_state")
