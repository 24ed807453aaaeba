"""Messages that visitors left are done when somebody has replied."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("ALTER TABLE callback ADD COLUMN done_at timestamptz")
    op.execute("COMMENT ON COLUMN callback.done_at IS 'when staff said that it was replied to'")
    op.execute("CREATE INDEX callback_open ON callback (id) WHERE done_at IS NULL")


def downgrade() -> None:
    op.execute("ALTER TABLE callback DROP COLUMN done_at")
