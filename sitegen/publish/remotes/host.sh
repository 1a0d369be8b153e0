# One publisher's session on the host: requests come on stdin, one a line; answers go to stdout, the last is ok or failed.
# Needs what `look` asks for, beside what every sh stands with (cat, chmod, date, ls, mkdir, rm, rmdir, sleep, wc). $1 is
# the place. Others may write to it, so nothing of it is believed: no link among our records is followed, and what a
# list names is looked at before anything is removed by it.
set -u
umask 077
LC_ALL=C
export LC_ALL
base=$1 held= refused=
say() { printf '%s\n' "$*"; }
plainly() { tr -d '[:cntrl:]'; }
# From here on nothing more is written in this session.
refuse() { refused=yes; say "refused $1 $(printf %s "$2" | plainly)"; }
entered() { [ -d "$base" ] && cd "$base"; }
safe() { sync -f "$1" 2>/dev/null || sync; }

is_id() {
    case $1 in *[!0-9a-f]*) return 1 ;; ????????????????) ;; *) return 1 ;; esac
}

serving() {
    link=$(readlink current 2>/dev/null) || [ -e current ] || return
    [ "${link%/*}" = releases ] && is_id "${link##*/}" && say "${link##*/}" || say elsewhere
}

# Write stdin to a record: whole or not at all, and never through what stands in its place.
put() { rm -f "$1.new" && (set -C && cat >"$1.new") && mv -f "$1.new" "$1"; }

# Do something long, and say meanwhile that we live; for ten minutes, since what hangs lives too. It prints little itself.
meanwhile() {
    (
        for beat in 1 2 3 4 5 6 7 8 9 10 11 12; do
            for beat in 1 2 3 4 5 6 7 8 9 10; do sleep 5 >/dev/null && say alive; done
        done
    ) 2>/dev/null 9>&- &
    beating=$!
    "$@"
    status=$?
    kill "$beating" 2>/dev/null
    wait "$beating" 2>/dev/null
    return $status
}

# Whether nothing but plain files and folders stands where we keep ours, else says what does.
sound() {
    for name in .sitegen .sitegen/m .sitegen/in releases; do
        [ ! -L $name ] && { [ -d $name ] || [ ! -e $name ]; } || { refuse planted $name; return 1; }
    done
    for name in .sitegen/* .sitegen/.[!.]* .sitegen/m/* .sitegen/in/* releases/* releases/.[!.]*; do
        case $name in .sitegen/current.new | .sitegen/try.[ab]) continue ;; esac
        [ -L "$name" ] || { [ -e "$name" ] && [ ! -f "$name" ] && [ ! -d "$name" ]; } || continue
        refuse planted "$name"
        return 1
    done
}

# Whether the list of a release is the one that we wrote: lines of checksums and of routes that stay below their folder,
# from which the release has its name.
ours() {
    is_id "$1" && list=.sitegen/m/$1.sums && [ -f "$list" ] &&
        [ "$(tr -d '\000-\011\013-\037\177\\' <"$list" | wc -c)" -eq "$(wc -c <"$list")" ] &&
        ! grep -qvE '^[0-9a-f]{64}  [^/]+(/[^/]+)*$' "$list" &&
        ! grep -qE '^.{66}(.*/)?\.\.?(/|$)' "$list" &&
        id=$(grep -v '^[0-9a-f]\{64\}  sitegen-release\.txt$' "$list" | sha256sum) &&
        [ "${id%"${id#????????????????}"}" = "$1" ]
}

# Says which list leads out of its folder: that is no list of ours which a power cut has spoilt.
forged() {
    list=$(grep -lE '^.{64}  (/|(.*/)?\.\.(/|$))' .sitegen/m/*.sums 2>/dev/null | head -n 1)
    list=${list##*/}
    [ -n "$list" ] && refuse list "${list%.sums}"
}

strange() { [ -n "$(find "$1" ! -type d ! -type f | head -n 1)" ]; }

look() {
    for tool in tar gzip ln cp mv sha256sum flock find xargs readlink sed head tail grep tr; do
        command -v "$tool" >/dev/null 2>&1 || say "lacks $tool"
    done
    mv --help 2>&1 | grep -q -e -T || say "lacks mv -T"
    say "now $(date +%s)"
    entered && sound || return 0
    [ ! -d .sitegen ] || [ -x .sitegen ] || { say ".sitegen: Permission denied"; return 1; }
    if [ ! -f .sitegen/site.json ]; then
        ls -A | grep -v -e '^\.sitegen$' -e '^\.sitegen-try-' | sed -n '1s/^/foreign /p'
        return 0
    fi
    say "site $(head -c 2000 .sitegen/site.json | plainly)"
    current=$(serving)
    [ "$current" != elsewhere ] || { refuse current current; return 0; }
    say "current $current"
    for name in releases/*/; do
        name=${name%/}
        is_id "${name#releases/}" && say "release ${name#releases/}"
    done
    lines .sitegen/history.ndjson 8000000 row
    # Nobody is locked out while we look, so it may go away at any moment.
    lines .sitegen/next.json 20000 next
    lines .sitegen/withdrawn.ndjson 8000000 mark
    ls .sitegen/m 2>/dev/null | sed 's/^/kept /'
}

# The lines of the record $1, each behind the word $3; of $2 bytes at most.
lines() { { head -c "$2" "$1" 2>/dev/null && echo; } | sed -n "s/./$3 &/p"; }

# A switch is written down before it happens; what became of it is settled by whoever comes next.
settle() {
    [ -f .sitegen/next.json ] || return 0
    release=$(sed -n '1s/^{"release":"\([0-9a-f]*\)".*/\1/p' .sitegen/next.json)
    if [ "$(serving)" = "$release" ]; then
        last=$(tail -n 1 .sitegen/history.ndjson 2>/dev/null)
        if [ "$last" != "$(cat .sitegen/next.json)" ]; then
            cat .sitegen/history.ndjson .sitegen/next.json 2>/dev/null | put .sitegen/history.ndjson
            safe .sitegen || return 1
        fi
    fi
    rm -f .sitegen/next.json
}

# Whether $1 names a record that is sent by itself.
is_sent() {
    case $1 in
    withdrawn.ndjson) ;;
    m/*.record) id=${1#m/} && is_id "${id%.record}" ;;
    *) return 1 ;;
    esac
}

# $1 such a record, $2 its bytes, which follow: kept whole or not at all, and read to their end whatever becomes of them.
keep() {
    if [ -z "$held" ] || [ -n "$refused" ] || ! is_sent "$1"; then
        head -c "$2" >/dev/null
        [ -n "$refused" ]
        return
    fi
    said=$(head -c "$2" | { put_whole ".sitegen/$1" "$2" 2>&1; echo "put $?"; cat >/dev/null; } | tail -n 2)
    case $said in *"put 0") ;; *) say "$said"; return 1 ;; esac
}

put_whole() {
    rm -f "$1.new" && (set -C && cat >"$1.new") && [ "$(wc -c <"$1.new")" -eq "$2" ] && mv -f "$1.new" "$1"
}

# $1 a record of a release, by the ending of its name, $2 the release: its size, and its bytes.
give() {
    file=.sitegen/m/$2.$1
    cd "$base" && is_id "$2" && [ ! -L "$file" ] || return 1
    if [ ! -e "$file" ] && [ "$1" = record ]; then say "size 0"; return; fi
    [ -f "$file" ] && say "size $(wc -c <"$file")" && cat "$file"
}

here() { cat /proc/sys/kernel/hostname 2>/dev/null || uname -n; }

# When the process $1 began, as the system counts that: numbers are given again, this is not.
start_of() {
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || { say -; return; }
    set -- ${stat##*)}
    say "${20}"
}

# Reads who holds the lock; fails where that was not written, or tells of a process that is no more.
read_holder() {
    pid= start= node= who=
    [ -f .sitegen/holder ] && read -r pid start node who <.sitegen/holder
    case $pid in '' | *[!0-9]*) return 1 ;; esac
    [ "$node" != "$(here)" ] || [ "$start" = "$(start_of "$pid")" ]
}

holder() { read_holder && say "$who, process $pid" | tr -d '\000-\011\013-\037\177' | head -n 1; }

# Take the lock, or fail. A shell that cannot open a file for `exec` ends, so that is asked first.
try_lock() {
    [ -w .sitegen/lock ] || { say ".sitegen/lock: Permission denied"; return 2; }
    exec 9>>.sitegen/lock
    flock -n 9 || { exec 9>&-; return 1; }
}

take() {
    [ -z "$held" ] || return 0
    [ -d "$base" ] || mkdir -m 755 "$base" || return 1
    cd "$base" || return 1
    sound || return 0
    [ -d .sitegen ] || mkdir .sitegen || return 1
    chmod 700 .sitegen 2>/dev/null # fails where it is of another account, who may share the place with us
    [ -e .sitegen/lock ] || (set -C && : >.sitegen/lock) 2>/dev/null
    chmod 600 .sitegen/lock 2>/dev/null # who can open it can hold it
    try_lock
    case $? in 1) say "busy $(holder)"; return 0 ;; 2) return 1 ;; esac
    held=yes
    say "$$ $(start_of $$) $(here) $1" | put .sitegen/holder || return 1
    # Whoever made the folder before us can read it. Where not even a file of ours is ours, the disk has other names.
    if [ ! -f .sitegen/site.json ] && [ ! -O .sitegen ] && [ -O .sitegen/holder ]; then
        refuse others .sitegen
        return 0
    fi
    forged || settle
}

no_links="no the links of this host cannot be replaced in one step"

# Whether a link can be replaced in one step; both are named by $1 and a letter.
try_links() {
    rm -f "$1a" "$1b"
    ln -s a "$1a" && ln -s b "$1b" && mv -fT "$1b" "$1a" && [ "$(readlink "$1a")" = b ]
    worked=$?
    rm -f "$1a" "$1b"
    return $worked
}

# Whether anything can be written where publishing would: in the place, or above it where there is none; and whether links
# hold there.
try_writing() {
    where=$base
    [ -d "$where" ] || where=${base%/*}/
    for folder in "$where" "$base/.sitegen"; do
        [ -d "$folder" ] || continue
        probe=$folder/.sitegen-try-writing
        rm -f "$probe" && (set -C && : >"$probe") && rm -f "$probe" || return 1
    done
    try_links "$where/.sitegen-try-" || say "$no_links"
}

create() {
    try_links .sitegen/try. || { say "$no_links"; return 0; }
    { [ -d releases ] || mkdir -m 755 releases; } && { [ -d .sitegen/m ] || mkdir .sitegen/m; } || return 1
    say "$1" | put .sitegen/site.json
}

# Says in what the folder $1 differs from the list of checksums $2: every byte of it is read.
wrong() {
    (cd "$1" && sha256sum -c - 2>/dev/null) <"$2" | sed -n 's/: FAILED.*$//p' | sed 's/^/wrong /'
    (cd "$1" && find . ! -type d ! -type f) | sed 's/^/foreign /'
    [ "$(cd "$1" && find . ! -type d | wc -l)" -eq "$(wc -l <"$2")" ] || say "count $1"
}

# Remove from $1 what the list $2 names; with "any" whatever its bytes, else only where they are still ours.
clear_out() {
    if [ "$3" = any ]; then
        sed 's/^[0-9a-f]*  //' "$2"
    else
        (cd "$1" && sha256sum -c - 2>/dev/null) <"$2" | sed -n 's/: OK$//p'
    fi | tr '\n' '\0' | (cd "$1" && xargs -0 rm -f --)
    find "$1" -depth -type d -exec rmdir {} + 2>/dev/null
    [ ! -d "$1" ]
}

# $1 the release; $2 is fresh for a first try, which clears what a dead publish left.
begin() {
    is_id "$1" || return 1
    sound || return 0
    new=releases/.tmp-$1
    rm -f .sitegen/in/link .sitegen/in/wrong
    [ -d "$new" ] || return 0
    [ -O "$new" ] || [ ! -O .sitegen/holder ] || { refuse others "$new"; return 0; }
    ! strange "$new" || { refuse planted "$new"; return 0; }
    chmod 700 "$new" || return 1
    if [ "$2" = fresh ] && ours "$1"; then
        clear_out "$new" ".sitegen/m/$1.sums" any
    fi
    return 0
}

# $1 the bytes of a tar that follow. Whatever tar thinks of it, the rest is read to its end: no byte of a page is ever
# taken for a request.
unpack() {
    [ -z "$refused" ] || { head -c "$1" >/dev/null; return 0; }
    said=$(head -c "$1" | { tar -xzpof - 2>&1; echo "tar $?"; cat >/dev/null; } | tail -n 2)
    case $said in *"tar 0") ;; *) say "$said"; return 1 ;; esac
}

# Link from the folder $1 to the folder $2 what the list $3 names: in one call, else one by one where cp cannot.
link() {
    (cd "$1" && xargs -0 cp -lP --parents -t "$2" -- <"$3")
    first=$(tr '\0' '\n' <"$3" | head -n 1)
    [ -e "$2/$first" ] ||
        (cd "$1" && xargs -0 sh -c 'to=$1; shift; for name; do ln -- "$name" "$to/$name"; done' - "$2" <"$3")
}

# $1 the release, $2 its parent, from which what .sitegen/in/link names is linked. What is wrong is left in in/wrong.
finish() {
    in=.sitegen/in new=releases/.tmp-$1
    is_id "$1" && { [ -d $in ] || mkdir $in; } || return 1
    if [ -d "releases/$1" ]; then
        ours "$1" || { refuse list "$1"; return 0; }
        wrong "releases/$1" ".sitegen/m/$1.sums" | sed 's/^[a-z]* /changed /' >$in/wrong
        return 0
    fi
    [ ! -s $in/link ] || link "releases/$2" "$PWD/$new" "$PWD/$in/link" 2>/dev/null
    wrong "$new" ".sitegen/m/$1.sums" >$in/wrong
    if [ -s $in/wrong ]; then
        sed -n 's/^wrong //p' $in/wrong | tr '\n' '\0' | (cd "$new" && xargs -0 rm -f --)
        return 0
    fi
    safe "$new" && mv -T "$new" "releases/$1"
}

# $1 the release, $2 its parent, $3 the row to write down. Until now nobody but us could read the release.
switch() {
    is_id "$1" && [ -d "releases/$1" ] || return 1
    [ "$(serving)" = "${2#-}" ] || { say stale; return 0; }
    say "$3" | put .sitegen/next.json && safe .sitegen || return 1
    rm -f .sitegen/current.new
    chmod 755 "releases/$1" && ln -s "releases/$1" .sitegen/current.new && mv -fT .sitegen/current.new current || return 1
    safe . && settle
}

prune() {
    for release in $1; do
        [ "$(serving)" != "$release" ] && ours "$release" || continue
        [ -n "$(wrong "releases/$release" ".sitegen/m/$release.sums")" ] || mv -T "releases/$release" "releases/.old-$release"
    done
    clear_all
    close_old
}

# Remove what is ours of releases that hold what was taken back, whatever else lies in them; says of which one is left.
take_away() {
    for release in $1; do
        is_id "$release" && [ "$(serving)" != "$release" ] && [ -d "releases/$release" ] || continue
        ours "$release" && ! strange "releases/$release" || continue
        mv -T "releases/$release" "releases/.old-$release" && chmod 700 "releases/.old-$release"
    done
    clear_all
    for release in $1; do
        for name in "releases/$release" "releases/.old-$release"; do
            [ "$(serving)" != "$release" ] && [ -d "$name" ] && say "left $name"
        done
    done
    return 0
}

# Remove what is half or left, and then what is kept of releases of which nothing is there; the list last, since by it
# the rest is found again.
clear_all() {
    for name in releases/.old-* releases/.tmp-*; do
        release=${name##*-} how=ours
        [ -d "$name" ] && [ ! -L "$name" ] && ours "$release" && ! strange "$name" || continue
        case $name in */.tmp-*) how=any ;; esac
        clear_out "$name" ".sitegen/m/$release.sums" $how
    done
    for name in .sitegen/m/*; do
        release=${name##*/} release=${release%%.*}
        is_id "$release" && [ ! -d "releases/$release" ] && [ ! -d "releases/.tmp-$release" ] || continue
        rm -f ".sitegen/m/$release.record" ".sitegen/m/$release.gz" ".sitegen/m/$release.sums"
    done
}

# Every plain file below the place but those whose names cannot stand on a line.
files() { entered && sound || return 0; find . -type f ! -name '*[[:cntrl:]]*' | sed 's|^\./|file |'; }

# Whether $1 names a plain file below the place, reached through no link.
is_below() {
    case /$1/ in //* | */../* | */./*) return 1 ;; esac
    [ -f "$1" ] && [ ! -L "$1" ] || return 1
    above=$1
    while [ "$above" != "${above%/*}" ]; do above=${above%/*}; [ ! -L "$above" ] || return 1; done
}

bytes() {
    cd "$base" && is_below "$1" || return 1
    [ "$(wc -c <"$1")" -lt 16000000 ] || { say large; return 0; }
    say "size $(wc -c <"$1")" && cat "$1"
}

# Remove $1: a record that nothing is lost with, or what a dead publish has left.
drop() {
    [ -n "$held" ] && cd "$base" || return 1
    [ -e "$1" ] || return 0
    is_below "$1" || return 1
    case $1 in
    .sitegen/m/*/* | .sitegen/in/*/*) return 1 ;;
    .sitegen/m/* | .sitegen/in/* | .sitegen/*.new) rm -f -- "$1" ;;
    releases/.tmp-*/*)
        rm -f -- "$1"
        top=${1#releases/}
        find "releases/${top%%/*}" -depth -type d -exec rmdir {} + 2>/dev/null
        return 0
        ;;
    *) return 1 ;;
    esac
}

# Close what no reader gets any more; but not what was served until now, which a web server may remember.
close_old() {
    before=$(tail -n 1 .sitegen/history.ndjson 2>/dev/null | sed -n 's/^{"release":"[0-9a-f]*","parent":"\([0-9a-f]*\)".*/\1/p')
    for name in releases/*; do
        is_id "${name#releases/}" && [ ! -L "$name" ] || continue
        case ${name#releases/} in "$(serving)" | "$before") ;; *) chmod 700 "$name" 2>/dev/null ;; esac
    done
    return 0
}

# Whether the process $1, begun at $2 on $3, is a session of this script, and of our account.
is_session() {
    [ "$3" = "$(here)" ] && [ "$2" != - ] && [ "$2" = "$(start_of "$1")" ] && [ -O "/proc/$1" ] &&
        [ "$(tr '\0' '\n' <"/proc/$1/cmdline" | tail -n 2 | head -n 1)" = sitegen ]
}

unlock() {
    entered && sound && [ -f .sitegen/lock ] || return 0
    try_lock
    case $? in 0) exec 9>&-; return 0 ;; 2) return 1 ;; esac
    if read_holder && is_session "$pid" "$start" "$node" 2>/dev/null; then
        kill -TERM "-$pid" 2>/dev/null || kill "$pid" || return 1
        for second in 0 1 1 1 1; do # until the lock has gone with it: whoever asks next must not find it held
            sleep "$second"
            try_lock && exec 9>&- && break
        done
        say "ended $(say "$who" | plainly)"
    else
        say "held $(holder)"
    fi
}

say "sitegen 1"
while read -r verb rest; do
    case $refused$verb in
    look) look ;;
    manifest) give gz "$rest" ;;
    record) give record "$rest" ;;
    keep | yeskeep) meanwhile keep $rest ;;
    lock) meanwhile take "$rest" ;;
    create) create "$rest" ;;
    try) try_writing ;;
    begin) meanwhile begin $rest ;;
    unpack | yesunpack) meanwhile unpack "$rest" ;;
    finish) meanwhile finish $rest && { [ ! -f .sitegen/in/wrong ] || cat .sitegen/in/wrong; } ;;
    switch)
        after=${rest#* }
        meanwhile switch "${rest%% *}" "${after%% *}" "${after#* }"
        ;;
    prune) meanwhile prune "$rest" ;;
    take) meanwhile take_away "$rest" ;;
    files) meanwhile files ;;
    bytes) bytes "$rest" ;;
    drop) drop "$rest" ;;
    unlock) unlock ;;
    *) false ;;
    esac 2>&1 && say ok || say failed
done
[ -z "$held" ] || rm -f .sitegen/holder
