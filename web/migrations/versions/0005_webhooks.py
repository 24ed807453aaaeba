"""Deliveries belong to their conversation: they go with it, and have an order. Figures are read from an index alone."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE delivery
            ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY,
            ADD COLUMN conversation_id bigint REFERENCES conversation ON DELETE CASCADE
    """)
    op.execute("COMMENT ON COLUMN delivery.number IS 'the order in which things happened'")
    op.execute("CREATE INDEX delivery_conversation ON delivery (conversation_id)")
    op.execute("CREATE INDEX delivery_webhook ON delivery (webhook_id, done_at)")
    op.execute("DROP INDEX turn_created_at")
    op.execute("""
        CREATE INDEX turn_created_at ON turn (created_at)
            INCLUDE (id, conversation_id, status, reason, degraded, milliseconds)
    """)


def downgrade() -> None:
    op.execute("DROP INDEX turn_created_at")
    op.execute("CREATE INDEX turn_created_at ON turn (created_at)")
    op.execute("ALTER TABLE delivery DROP COLUMN number, DROP COLUMN conversation_id")
