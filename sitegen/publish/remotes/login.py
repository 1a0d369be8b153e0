"""Getting into a host for SFTP, as `ssh` would: its settings, its keys, and none but known host keys."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import asyncssh

from sitegen.memory.refused import Refused

_TIMEOUT = 20  # seconds
_PULSE = 10  # seconds after which a silent connection is asked whether it is alive
_FAST_CIPHERS = "^aes128-gcm@openssh.com,aes256-gcm@openssh.com"  # the library is slow at its first choice
_SETTINGS = ("~/.ssh/config", "/etc/ssh/ssh_config")
_KNOWN = ("~/.ssh/known_hosts", "~/.ssh/known_hosts2", "/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2")


async def open_connection(user: str, host: str, port: int) -> asyncssh.SSHClientConnection:
    """The connection; raises Refused, in words."""
    login = f"{user}@{host}" if user else host
    try:
        options = asyncssh.SSHClientConnectionOptions(
            host=host,
            port=port or (),
            username=user or (),
            config=_there(_SETTINGS),
            # Nobody is asked for a password: what publishes must also do so by itself.
            password_auth=False,
            kbdint_auth=False,
            host_based_auth=False,
            agent_forwarding=False,
            connect_timeout=_TIMEOUT,
            login_timeout=_TIMEOUT,
            keepalive_interval=_PULSE,
        )
        known = _known_hosts(options)
        ciphers = () if options.config.get("Ciphers") else _FAST_CIPHERS
        return await asyncssh.connect(host, options=options, known_hosts=known, encryption_algs=ciphers)
    except asyncssh.HostKeyNotVerifiable as error:
        raise _unknown_key(options, known, host, login) from error
    except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError) as error:
        hint = "If it has a passphrase, load it once:  ssh-add"
        raise Refused(f"A key of yours for {host} cannot be read ({error}). The site has not changed.", hint) from error
    except asyncssh.PermissionDenied as error:
        hint = f"Is your key loaded? Try by hand:  sftp {login}"
        raise Refused(f"{host} does not let us in. The site has not changed.", hint) from error
    except (asyncssh.Error, OSError, EOFError, ValueError) as error:
        last = _reason(error)
        hint = f"Try by hand whether this works:  sftp {login}"
        raise Refused(f"{host} cannot be reached: {last}. The site has not changed.", hint) from error


async def start(connection: asyncssh.SSHClientConnection, host: str) -> asyncssh.SFTPClient:
    """SFTP over the connection; raises Refused where the host has none for us."""
    try:
        # A name that is no UTF-8 is some foreign file's.
        starting = connection.start_sftp_client(path_errors="surrogateescape")
        return await asyncio.wait_for(starting, _TIMEOUT)
    except (asyncssh.Error, OSError, EOFError) as error:
        message = f"{host} lets us in, but not use SFTP ({_reason(error)}). The site has not changed."
        raise Refused(message, "Ask whoever looks after the host, or publish over ssh:// in “to:”.") from error


def _known_hosts(options: asyncssh.SSHClientConnectionOptions) -> list[str] | bytes:
    """The files of known host keys that ssh would read; never none, which the library takes for “accept any”."""
    named = options.known_hosts
    if named is None:  # “UserKnownHostsFile none”
        return b""
    return _there([str(name) for name in named] if isinstance(named, list) and named else _KNOWN) or b""


def _unknown_key(
    options: asyncssh.SSHClientConnectionOptions, known: list[str] | bytes, host: str, login: str
) -> Refused:
    port = options.port if options.port != asyncssh.DEFAULT_PORT else None
    names = {options.host_key_alias or options.host or host, host}
    if any(any(asyncssh.match_known_hosts(known, name, "", port)[:3]) for name in names):
        entry = host if port is None else f"[{host}]:{port}"
        return Refused(
            f"The key of {host} is not the one that is known: it may be another machine. The site has not changed.",
            f"Ask whoever looks after the host. If the change is right:  ssh-keygen -R {entry}  and then  sftp {login}",
        )
    return Refused(
        f"The key of {host} is not known on this computer. The site has not changed.",
        f"Connect once by hand and compare the key that is shown:  sftp {login}",
    )


def _reason(error: Exception) -> str:
    """What the system says; the words of a failed call are those of its programmer."""
    if isinstance(error, OSError) and (error.errno or 0) > 0:
        return os.strerror(error.errno or 0)
    return getattr(error, "strerror", None) or str(error) or "it gave no reason"


def _there(names: list[str] | tuple[str, ...]) -> list[str]:
    return [str(path) for path in (Path(name).expanduser() for name in names) if path.is_file()]
