# One publisher's session on the host: requests come on stdin, one a line; answers go to stdout, the last is ok or no.
# Needs what `look` asks for, beside what every sh stands with (cat, date, ls, mkdir, rm, rmdir, wc). $1 is the place.
set -u
umask 022
LC_ALL=C
export LC_ALL
base=$1
say() { printf '%s\n' "$*"; }
entered() { [ -d "$base" ] && cd "$base"; }
safe() { sync -f "$1" 2>/dev/null || sync; }
serving() { link=$(readlink current 2>/dev/null) && say "${link##*/}"; }

look() {
    for tool in tar gzip ln cp mv sha256sum flock find xargs readlink sed head tail grep tr; do
        command -v "$tool" >/dev/null 2>&1 || say "lacks $tool"
    done
    mv --help 2>&1 | grep -q -e -T || say "lacks mv -T"
    say "now $(date +%s)"
    entered || return 0
    if [ ! -f .sitegen/site.json ]; then
        ls -A | grep -v '^\.sitegen$' | sed -n '1s/^/foreign /p'
        return 0
    fi
    say "site $(cat .sitegen/site.json)"
    say "current $(serving)"
    for name in releases/*/; do
        name=${name%/}
        [ -d "$name" ] && say "release ${name#releases/}"
    done
    [ ! -f .sitegen/history.ndjson ] || sed 's/^/row /' .sitegen/history.ndjson
    # Nobody is locked out while we look, so it may go away at any moment.
    sed 's/^/next /' .sitegen/next.json 2>/dev/null || :
}

# A switch is written down before it happens; what became of it is settled by whoever comes next.
settle() {
    [ -f .sitegen/next.json ] || return 0
    release=$(sed 's/^{"release":"\([0-9a-f]*\)".*/\1/' .sitegen/next.json)
    if [ "$(serving)" = "$release" ]; then
        last=$(tail -n 1 .sitegen/history.ndjson 2>/dev/null)
        if [ "$last" != "$(cat .sitegen/next.json)" ]; then
            cat .sitegen/history.ndjson .sitegen/next.json >.sitegen/history.new 2>/dev/null
            safe .sitegen && mv -f .sitegen/history.new .sitegen/history.ndjson && safe .sitegen || return 1
        fi
    fi
    rm -f .sitegen/next.json
}

take() {
    [ -d "$base" ] || mkdir "$base" || return 1
    cd "$base" && { [ -d .sitegen ] || mkdir .sitegen; } && touch .sitegen/lock || return 1
    exec 9>>.sitegen/lock
    if ! flock -n 9; then
        say "busy $(sed 's/^[0-9]* //' .sitegen/holder 2>/dev/null)"
        exec 9>&-
        return 0
    fi
    say "$$ $1" >.sitegen/holder && settle
}

try_links() {
    rm -f .sitegen/try.a .sitegen/try.b
    ln -s a .sitegen/try.a && ln -s b .sitegen/try.b && mv -fT .sitegen/try.b .sitegen/try.a &&
        [ "$(readlink .sitegen/try.a)" = b ] && rm -f .sitegen/try.a
}

create() {
    try_links || { say "no the links of this host cannot be replaced in one step"; return 0; }
    mkdir -p releases .sitegen/m && say "$1" >.sitegen/site.new && mv -f .sitegen/site.new .sitegen/site.json
}

# Says in what the folder $1 differs from the list of checksums $2: every byte of it is read.
wrong() {
    (cd "$1" && sha256sum -c - 2>/dev/null) <"$2" | sed -n 's/: FAILED.*$//p' | sed 's/^/wrong /'
    (cd "$1" && find . ! -type d ! -type f) | sed 's/^\.\//foreign /'
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
    rm -f .sitegen/in/link .sitegen/in/wrong
    if [ -d "releases/.tmp-$1" ] && [ "$2" = fresh ] && [ -f ".sitegen/m/$1.sums" ]; then
        clear_out "releases/.tmp-$1" ".sitegen/m/$1.sums" any
    fi
    return 0
}

# $1 the bytes of a tar that follow. Whatever tar thinks of it, the rest is read to its end: no byte of a page is ever
# taken for a request.
unpack() {
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

# $1 the release, $2 its parent, from which what .sitegen/in/link names is linked.
finish() {
    in=.sitegen/in new=releases/.tmp-$1
    if [ -d "releases/$1" ]; then
        wrong "releases/$1" ".sitegen/m/$1.sums" | sed 's/^[a-z]* /changed /'
        return 0
    fi
    [ ! -s $in/link ] || link "releases/$2" "$PWD/$new" "$PWD/$in/link" 2>/dev/null
    wrong "$new" ".sitegen/m/$1.sums" >$in/wrong
    if [ -s $in/wrong ]; then
        sed -n 's/^wrong //p' $in/wrong | tr '\n' '\0' | (cd "$new" && xargs -0 rm -f --)
        cat $in/wrong
        return 0
    fi
    safe "$new" && mv -T "$new" "releases/$1"
}

# $1 the release, $2 its parent, $3 the row to write down.
switch() {
    [ "$(serving)" = "${2#-}" ] || { say stale; return 0; }
    say "$3" >.sitegen/next.new && mv -f .sitegen/next.new .sitegen/next.json && safe .sitegen || return 1
    rm -f .sitegen/current.new
    ln -s "releases/$1" .sitegen/current.new && mv -fT .sitegen/current.new current || return 1
    safe . && settle
}

prune() {
    for release in $1; do
        [ "$(serving)" != "$release" ] && [ -f ".sitegen/m/$release.sums" ] || continue
        [ -n "$(wrong "releases/$release" ".sitegen/m/$release.sums")" ] || mv -T "releases/$release" "releases/.old-$release"
    done
    for name in releases/.old-* releases/.tmp-*; do
        release=${name##*-} how=ours
        [ -d "$name" ] && [ -f ".sitegen/m/$release.sums" ] || continue
        case $name in */.tmp-*) how=any ;; esac
        clear_out "$name" ".sitegen/m/$release.sums" $how || continue
        [ -d "releases/$release" ] || rm -f ".sitegen/m/$release.sums" ".sitegen/m/$release.gz"
    done
}

unlock() {
    entered && [ -f .sitegen/lock ] && exec 9>>.sitegen/lock || return 0
    if ! flock -n 9; then
        read -r pid who <.sitegen/holder
        kill -TERM "-$pid" 2>/dev/null || kill "$pid" && say "ended $who"
    fi
    exec 9>&-
}

say "sitegen 1"
while read -r verb rest; do
    case $verb in
    look) look ;;
    manifest) cd "$base" && say "size $(wc -c <".sitegen/m/$rest.gz")" && cat ".sitegen/m/$rest.gz" ;;
    lock) take "$rest" ;;
    create) create "$rest" ;;
    begin) begin $rest ;;
    unpack) unpack "$rest" ;;
    finish) finish $rest ;;
    switch)
        after=${rest#* }
        switch "${rest%% *}" "${after%% *}" "${after#* }"
        ;;
    prune) prune "$rest" ;;
    unlock) unlock ;;
    *) false ;;
    esac 2>&1 && say ok || say failed
done
