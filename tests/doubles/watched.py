"""Runs briefer and notes in the file $WATCH what it opens, connects and starts, its forked workers included."""

import json
import os
import sys

LOG = os.open(os.environ.pop("WATCH"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
STARTING = {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.system"}
CHANGING = {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate"}


def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path = absolute(arguments[0])
        say("write" if (arguments[2] or 0) & WRITING else "read", path)
    elif event in CHANGING:
        for path in arguments:
            if isinstance(path, (str, bytes)):
                say("write", absolute(path))
    elif event.startswith("socket.") or event in STARTING:
        say(event, repr(arguments))


def absolute(path):
    return os.path.normpath(os.path.join(os.getcwd(), os.fsdecode(path)))  # noqa: PTH109, PTH118 - links stay links


def say(what, text):
    os.write(LOG, (json.dumps([what, text]) + "\n").encode())


sys.addaudithook(note)

from briefer.__main__ import main  # noqa: E402

main()
