"""What the prose says and no cell computes, measured once more: `pytest -m claims tests/claims` (minutes)."""
