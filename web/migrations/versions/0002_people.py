"""People on the other side: the queue, events, callbacks; ratings of answers."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE conversation
            ADD COLUMN agent text,
            ADD COLUMN waiting_since timestamptz,
            ADD COLUMN position integer,
            ADD COLUMN last_event bigint NOT NULL DEFAULT 0,
            ADD CHECK ((state = 'waiting') = (waiting_since IS NOT NULL)),
            ADD CHECK ((state = 'human') = (agent IS NOT NULL))
    """)
    op.execute("COMMENT ON COLUMN conversation.agent IS 'name of the person who talks, as the visitor sees it'")
    op.execute("COMMENT ON COLUMN conversation.position IS 'place in the queue that the visitor was last told'")
    op.execute("CREATE INDEX conversation_waiting ON conversation (waiting_since, id) WHERE state = 'waiting'")
    op.execute("""
        CREATE TABLE event (
            conversation_id bigint NOT NULL REFERENCES conversation ON DELETE CASCADE,
            number bigint NOT NULL,
            kind text NOT NULL CHECK (kind IN ('state', 'joined', 'typing', 'message', 'closed')),
            actor text NOT NULL,
            data jsonb NOT NULL,
            turns integer NOT NULL,
            created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            PRIMARY KEY (conversation_id, number)
        )
    """)
    op.execute("COMMENT ON COLUMN event.number IS 'grows by one in each conversation, in the order of commits'")
    op.execute("COMMENT ON COLUMN event.actor IS 'visitor, queue, or the name of a person'")
    op.execute("COMMENT ON COLUMN event.turns IS 'how many turns the conversation had before'")
    op.execute("""
        CREATE TABLE callback (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            conversation_id bigint NOT NULL REFERENCES conversation ON DELETE CASCADE,
            message text NOT NULL,
            reply_to text NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            UNIQUE (conversation_id, message, reply_to)
        )
    """)
    op.execute("""
        CREATE TABLE rating (
            turn_id bigint PRIMARY KEY REFERENCES turn ON DELETE CASCADE,
            value text NOT NULL CHECK (value IN ('up', 'down')),
            comment text,
            created_at timestamptz NOT NULL DEFAULT now()
        )
    """)


def downgrade() -> None:
    op.execute("DROP TABLE rating, callback, event")
    op.execute("UPDATE conversation SET state = 'bot', agent = NULL, waiting_since = NULL")
    op.execute("""
        ALTER TABLE conversation DROP COLUMN agent, DROP COLUMN waiting_since, DROP COLUMN position,
            DROP COLUMN last_event
    """)
