"""The audit log is narrowed, and the last login of an account found, from an index."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("CREATE INDEX audit_actor ON audit (actor, action, id DESC)")
    op.execute("CREATE INDEX audit_action ON audit (action, id DESC)")


def downgrade() -> None:
    op.execute("DROP INDEX audit_actor, audit_action")
