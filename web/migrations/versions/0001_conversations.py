"""Conversations and their turns."""

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE conversation (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            channel text NOT NULL,
            key text NOT NULL UNIQUE,
            state text NOT NULL DEFAULT 'bot' CHECK (state IN ('bot', 'waiting', 'human', 'closed')),
            language text,
            created_at timestamptz NOT NULL DEFAULT now(),
            updated_at timestamptz NOT NULL DEFAULT now()
        )
    """)
    op.execute("COMMENT ON COLUMN conversation.key IS 'hash of channel and name, also the sender in Rasa'")
    op.execute("CREATE INDEX conversation_updated_at ON conversation (updated_at)")
    op.execute("""
        CREATE TABLE turn (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            conversation_id bigint NOT NULL REFERENCES conversation ON DELETE CASCADE,
            message_id text,
            user_text text NOT NULL,
            reply jsonb NOT NULL,
            status text NOT NULL,
            reason text,
            item text,
            language text,
            confidence real,
            degraded boolean NOT NULL DEFAULT false,
            milliseconds integer NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            UNIQUE (conversation_id, message_id)
        )
    """)
    op.execute("COMMENT ON COLUMN turn.user_text IS 'what the user wrote, personal data redacted'")
    op.execute("CREATE INDEX turn_conversation ON turn (conversation_id, id)")


def downgrade() -> None:
    op.execute("DROP TABLE turn")
    op.execute("DROP TABLE conversation")
