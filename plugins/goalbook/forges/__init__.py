"""The forges that host goals: their kits for pull requests."""
