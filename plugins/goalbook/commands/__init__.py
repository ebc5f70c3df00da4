"""One module a command: the only modules that print.

Each holds one function, ``command``; the group in ``goalbook.cli`` collects them.
"""
