"""A driver for user-mode Linux: a kernel of its own in one process, with file systems that this computer may lack.

What runs in it is root, and sees this computer's files; what it changes there is forgotten, but for one folder. So real
servers and mounts can be tried without rights, and without anything being mounted here.
"""

from __future__ import annotations

import ctypes
import os
import shlex
import signal
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from daemons import program

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROGRAM, PACKAGE = "linux.uml", "user-mode-linux"
MODULES = Path("/usr/lib/uml/modules")
_MEMORY = "2000M"
# The kernel of Debian 12 cannot keep all registers of new processors (its room for them is fixed), and dies of it. So
# it is told that there are none but the old ones, and its programs that they are not to use the others.
_PLAIN = ("AVX", "AVX2", "AVX512F", "AVX512VL", "AVX512BW", "AVX_Fast_Unaligned_Load", "RTM", "MOVBE")
_OLD_REGISTERS = {
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=" + ",".join(f"-{name}" for name in _PLAIN),
    "OPENSSL_ia32cap": "0x0:0x0",
    "GODEBUG": "cpu.avx=off,cpu.avx2=off,cpu.avx512f=off",
}
_INIT = """#!/bin/bash
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 {variables}
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t tmpfs tmpfs /run; mkdir -p /run/r/{{l,t,n}}
[ ! -d /var/lib/nfs ] || mount -t tmpfs tmpfs /var/lib/nfs  # of which the kernel itself keeps records
mount -t hostfs none /run/r/l -o /; mount -t tmpfs -o size=1800m tmpfs /run/r/t; mkdir /run/r/t/{{u,w}}
for module in overlay {modules}; do modprobe -d {folder} $module; done
mount -t overlay -o lowerdir=/run/r/l,upperdir=/run/r/t/u,workdir=/run/r/t/w overlay /run/r/n; cd /run/r/n
mount -t tmpfs tmpfs run; mkdir -p .{folder}/kept; mount -t hostfs none .{folder}/kept -o {folder}/kept
for name in proc sys dev; do mount --bind /$name $name; done; ip link set lo up
chroot . {command} > .{folder}/kept/said 2>&1; sync
/usr/bin/python3 -c 'import ctypes; ctypes.CDLL(None).reboot(0x4321fedc)'
"""


def run_inside(
    command: Sequence[str], folder: Path, modules: Sequence[str], variables: Mapping[str, str], seconds: float
) -> str:
    """Run the command as root of a kernel of its own; what it writes to `folder`/kept stays. Gives what it printed.

    Raises Missing where the kernel is not installed, AssertionError where it does not come to an end in time.
    """
    kernel = program(PROGRAM, PACKAGE)
    (folder / "kept").mkdir()
    (folder / "lib").mkdir()
    (folder / "lib/modules").symlink_to(MODULES)
    init = folder / "init"
    init.write_text(
        _INIT.format(
            variables=" ".join(f"{name}={shlex.quote(value)}" for name, value in variables.items()),
            modules=" ".join(modules),
            folder=folder,
            command=shlex.join(command),
        )
    )
    init.chmod(0o755)
    options = [
        *(f"mem={_MEMORY}", "root=/dev/root", "rootfstype=hostfs", "hostfs=/", "ro", f"init={init}"),
        *("con=null", "con0=null,fd:1", "quiet", *(f"{name}={value}" for name, value in _OLD_REGISTERS.items())),
    ]
    with (folder / "console").open("wb") as console:
        running = subprocess.Popen(
            [sys.executable, __file__, kernel, *options],
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=console,
            start_new_session=True,  # with all that the kernel starts
        )
        try:
            running.wait(seconds)
        except subprocess.TimeoutExpired:
            pass
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
                running.wait()
    said = folder / "kept/said"
    shown = said.read_text(errors="replace") if said.exists() else (folder / "console").read_text(errors="replace")
    assert running.returncode != -signal.SIGKILL, f"not at an end after {seconds} seconds:\n{shown[-3000:]}"
    return shown


def _allow_old_registers_alone() -> None:
    """Answer whoever asks for another process's new registers (PTRACE_GETREGSET, NT_X86_XSTATE) that there are none."""
    load, equal, answer = 0x20, 0x15, 0x06  # BPF_LD | BPF_W | BPF_ABS, BPF_JMP | BPF_JEQ | BPF_K, BPF_RET | BPF_K
    rules = [
        *((load, 0, 0, 0), (equal, 0, 5, 101)),  # the number of the call: ptrace
        *((load, 0, 0, 16), (equal, 0, 3, 0x4204), (load, 0, 0, 32), (equal, 0, 1, 0x202)),
        *((answer, 0, 0, 0x50000 | 22), (answer, 0, 0, 0x7FFF0000)),  # EINVAL; allowed
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *rule) for rule in rules))
    filtering = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(rules), ctypes.addressof(code)))
    system = ctypes.CDLL(None, use_errno=True)
    if system.prctl(38, 1, 0, 0, 0) or system.prctl(22, 2, filtering):  # PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP
        raise OSError(ctypes.get_errno(), "these rules are not taken")


if __name__ == "__main__":
    _allow_old_registers_alone()
    os.execv(sys.argv[1], sys.argv[1:])
