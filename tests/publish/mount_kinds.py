"""Kinds of mounts as `tests/publish/usermode.py` can make them: how, and what is expected of publishing there."""

from __future__ import annotations

from typing import NamedTuple

ONE_STEP, ONE_BY_ONE, REFUSED = "one step", "one by one", "refused"

MODULES = (
    *("fuse", "loop", "vfat", "nls_utf8", "nls_iso8859-1", "nls_cp437", "nls_ascii", "isofs", "squashfs"),
    *(
        "hmac",
        "md5",
        "sha512_generic",
        "md4",
        "cmac",
        "ccm",
        "gcm",
        "ctr",
        "ecb",
        "cbc",
        "aes_ti",
        "ghash-generic",
        "cifs",
    ),
    *("nfs", "nfsv3", "nfsv4", "nfsd", "f2fs", "nilfs2", "udf", "9p", "9pnet_fd", "ecryptfs"),
)
"""Of the kernel, beside what it has anyway."""


class MountKind(NamedTuple):
    """One kind: with K its name, M the folder of the mount, B a small disk beside it, and D a file for an image."""

    name: str
    make: str
    """Lines of a shell that mount it at $M."""
    programs: tuple[str, ...] = ()
    """Programs that these lines need."""
    way: str = ONE_BY_ONE
    behind: str = ""
    """Where a server, or whoever else sees what is on it, finds it; the mount itself where empty."""
    again: str = ""
    """Lines that mount it a second time, at $M.2."""
    elsewhere: str = ""
    """Where somebody else saves files on it."""
    can_be_full: bool = True
    """Whether a full disk is told to who writes, and has room again when a file has gone."""


PRELUDE = r"""
set -e; shopt -s nullglob
disk() { truncate -s "$1M" "$D"; shift; "$@" "$D" > /dev/null; }
tree() { mkdir -p "$B/questions" "$D"; echo old > "$B/questions/index.html"; }
samba() {
  [ -e /srv/smb ] && return; mkdir -p /srv/smb; S=/srv/smb
  { printf '[global]\nmap to guest = Bad User\nhost msdfs = no\nload printers = no\ndisable spoolss = yes\n'
    printf 'bind interfaces only = yes\ninterfaces = 127.0.0.1\nsmb ports = 445\nserver min protocol = SMB2\n'
    printf 'passdb backend = smbpasswd:%s/passwd\nlog file = %s/log\nncalrpc dir = %s\n' $S $S $S
    printf '%s = '$S'\n' 'private dir' 'lock directory' 'state directory' 'cache directory' 'pid directory'
    printf '[kinds]\npath = /srv\nread only = no\nguest ok = yes\nforce user = root\n'
    printf '[others]\npath = /srv\nread only = no\nguest ok = yes\nforce user = nobody\nforce create mode = 0666\n'
    printf 'force directory mode = 0777\n'; } > $S/conf
  smbd -D -s $S/conf; until (echo > /dev/tcp/127.0.0.1/445) 2> /dev/null; do sleep 0.1; done; }
nfs() {
  grep -q nfsd /proc/mounts || { mkdir -p /var/lib/nfs/rpc_pipefs /run/rpcbind /run/sendsigs.omit.d
    mount -t nfsd nfsd /proc/fs/nfsd; mount -t rpc_pipefs pipe /var/lib/nfs/rpc_pipefs; rpcbind -w
    echo 1 > /proc/sys/fs/nfs/nlm_grace_period  # nobody held a lock before
    rpc.statd; rpc.mountd 2> /dev/null; rpc.nfsd 2 2> /dev/null
    echo Y > /proc/fs/nfsd/v4_end_grace; }
  exportfs -ua; exportfs -o rw,no_root_squash,fsid=0,no_subtree_check,insecure "127.0.0.1:$B"; }
plan9() { mount -t 9p -o trans=tcp,port=5640,version=9p2000.L,aname=$B,access=any,uname=root 127.0.0.1 "$1"; }
dav() {
  mkdir -p "$D.dav"; A=/usr/lib/apache2/modules; chmod 777 "$D.dav" "$B"
  { printf 'ServerName 127.0.0.1\nListen 127.0.0.1:8080\nUser www-data\nGroup www-data\n'
    printf 'PidFile %s/pid\nErrorLog %s/log\nDavLockDB %s/lock\n' "$D.dav" "$D.dav" "$D.dav"
    for m in mpm_event authz_core dav dav_fs dav_lock; do echo "LoadModule ${m}_module $A/mod_$m.so"; done
    printf 'DocumentRoot %s\n<Directory %s>\nAllowOverride All\nDav On\n' "$B" "$B"
    printf 'Require all granted\n</Directory>\n'; } > "$D.dav/conf"
  apache2 -f "$D.dav/conf"
  printf 'ask_auth 0\ndelay_upload 2\ncache_dir %s\n' "$D.dav" > "$D.dav/davfs"
  until (echo > /dev/tcp/127.0.0.1/8080) 2> /dev/null; do sleep 0.1; done
  mount -t davfs -o conf="$D.dav/davfs" http://127.0.0.1:8080/ "$M"; }
"""


def cifs(name: str, options: str, share: str = "kinds") -> MountKind:
    """A Samba, through the kernel's own client."""
    mount = f"samba; mount -t cifs //127.0.0.1/{share}/$K $M -o guest,{options}"
    make = mount if share == "kinds" else f"chmod 777 $B; {mount}"
    again = f"{mount.replace('$M', '$M.2')},nosharesock"
    return MountKind(name, make, ("smbd", "mount.cifs"), behind="$B", again=again, elsewhere="$M.2")


def nfs(name: str, options: str) -> MountKind:
    """The kernel's server and client."""
    source = "127.0.0.1:" + ("/" if "vers=4" in options else "$B")
    make = f"nfs; mount -t nfs -o {options} {source} $M; flock $M/first true; rm $M/first"  # which takes some seconds
    again = f"mount -t nfs -o {options},nosharecache {source} $M.2"
    return MountKind(name, make, ("rpc.nfsd", "mount.nfs"), ONE_STEP, behind="$B", again=again, elsewhere="$B")


def disk(name: str, megabytes: int, command: str, way: str = ONE_STEP, options: str = "loop") -> MountKind:
    """A disk of its own, in a file."""
    make = f"disk {megabytes} {command}; mount -o {options} $D $M"
    return MountKind(name, make, (command.split(maxsplit=1)[0],), way)


def program_mount(name: str, command: str, *programs: str, sends: str = "") -> MountKind:
    """A program's view of the small disk; `sends` tells whether it sends files to there at once or later."""
    behind, elsewhere = "$B" if sends else "", "$B" if sends == "at once" else ""
    return MountKind(name, command, programs, behind=behind, elsewhere=elsewhere, can_be_full=sends != "later")


EVERYDAY = (
    cifs("cifs-3.1.1", "vers=3.1.1"),
    nfs("nfs-4.2", "vers=4.2"),
    disk("vfat", 48, "mkfs.vfat", ONE_BY_ONE),
    MountKind("ntfs-3g", "disk 48 mkfs.ntfs -F -q; ntfs-3g $D $M", ("mkfs.ntfs", "ntfs-3g")),
)
"""What intranets use; tried in every run of the tests."""
KINDS = (
    disk("ext4", 48, "mkfs.ext4 -q"),
    disk("ext3", 48, "mkfs.ext3 -q"),
    disk("ext2", 48, "mkfs.ext2 -q"),
    disk("xfs", 320, "mkfs.xfs -q"),
    disk("btrfs", 128, "mkfs.btrfs -q"),
    disk("jfs", 48, "mkfs.jfs -q"),
    disk("reiserfs", 48, "mkfs.reiserfs -q -ff"),
    disk("f2fs", 64, "mkfs.f2fs -q"),
    disk("nilfs2", 160, "mkfs.nilfs2 -q")._replace(can_be_full=False),
    disk("udf", 48, "mkudffs --media-type=hd -b 512"),
    MountKind("tmpfs", "mount -t tmpfs -o size=48m tmpfs $M", way=ONE_STEP),
    MountKind("bind", "mount --bind $B $M", way=ONE_STEP),
    MountKind(
        "overlayfs",
        "mkdir -p $B/l $B/u $B/w; mount -t overlay -o lowerdir=$B/l,upperdir=$B/u,workdir=$B/w overlay $M",
        way=ONE_STEP,
    ),
    *EVERYDAY,
    cifs("cifs-2.1", "vers=2.1"),
    cifs("cifs-3.0-nobrl", "vers=3.0,nobrl"),
    cifs("cifs-uid", "vers=3.1.1,uid=1000,forceuid,file_mode=0777,dir_mode=0777"),
    cifs("cifs-others", "vers=3.1.1,noperm", "others"),
    cifs("cifs-mfsymlinks", "vers=3.1.1,mfsymlinks"),
    nfs("nfs-3", "vers=3"),
    MountKind(
        "exfat-fuse",
        "disk 48 mkfs.exfat; mount.exfat-fuse $(losetup -f --show $D) $M",
        ("mkfs.exfat", "mount.exfat-fuse"),
    ),
    MountKind(
        "9p",
        "diod -n -e $B -l 127.0.0.1:5640 -L $D.log & "
        "until (echo > /dev/tcp/127.0.0.1/5640) 2> /dev/null; do sleep 0.1; done; "
        "plan9 $M",
        ("diod",),
        behind="$B",
        again="plan9 $M.2",
        elsewhere="$B",
    ),
    program_mount(
        "sshfs",
        "printf '#!/bin/sh\\nexec /usr/lib/openssh/sftp-server\\n' > $D.ssh; chmod +x $D.ssh; "
        "sshfs -o ssh_command=$D.ssh here:$B $M",
        "sshfs",
        sends="at once",
    )._replace(again="sshfs -o ssh_command=$D.ssh here:$B $M.2"),
    program_mount("davfs2", "dav", "mount.davfs", "apache2", sends="later"),
    program_mount(
        "rclone",
        "rclone --config /dev/null --cache-dir $D.cache mount :local:$B $M --vfs-cache-mode writes --daemon",
        "rclone",
        sends="later",
    ),
    program_mount("bindfs", "bindfs $B $M", "bindfs"),
    program_mount("unionfs-fuse", "mkdir $B/a $B/b; unionfs -o cow $B/a=RW:$B/b=RO $M", "unionfs"),
    program_mount("mergerfs", "mkdir $B/a $B/b; mergerfs -o minfreespace=0 $B/a:$B/b $M", "mergerfs"),
    program_mount(
        "fuse-overlayfs",
        "mkdir $B/l $B/u $B/w; fuse-overlayfs -o lowerdir=$B/l,upperdir=$B/u,workdir=$B/w $M",
        "fuse-overlayfs",
    ),
    program_mount(
        "gocryptfs", "gocryptfs -q -init -extpass 'echo w' $B; gocryptfs -q -extpass 'echo w' $B $M", "gocryptfs"
    ),
    program_mount("encfs", "echo word | encfs --standard -S $B $M", "encfs"),
    program_mount("cryfs", "CRYFS_FRONTEND=noninteractive cryfs $B $M <<< word > /dev/null", "cryfs"),
    MountKind(
        "ecryptfs",
        "mount -t ecryptfs -o key=passphrase:passphrase_passwd=word,ecryptfs_cipher=aes,ecryptfs_key_bytes=16,"
        "ecryptfs_passthrough=n,ecryptfs_enable_filename_crypto=n,no_sig_cache $B $M",
        ("mount.ecryptfs",),
        ONE_STEP,
    ),
    MountKind(
        "squashfs", "tree; mksquashfs $B $D.sq -quiet -no-progress; mount -o loop $D.sq $M", ("mksquashfs",), REFUSED
    ),
    MountKind(
        "iso9660", "tree; genisoimage -quiet -R -o $D.iso $B; mount -o loop $D.iso $M", ("genisoimage",), REFUSED
    ),
)
"""Every kind that could be had."""
