"""briefer for agents: its tools over the Model Context Protocol, on standard input and output.

`folders.py` says which files may be read, `tools.py` what the tools return, `server.py` speaks the protocol.
"""
