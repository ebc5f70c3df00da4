"""校核规则: what disclosure rules ask of a goal, one function a rule.

A rule reads a case (a document with its form and body) and yields findings; ``run`` weighs and places them. A new rule is
one function with the ``rule`` decorator in a module listed in ``rules``, with its texts in ``locale/*/checks.toml``.
"""
