# Ends a server that no test uses any more. $1: its folder; $2: for how many seconds it must
# have been idle; $3: what is removed then; the rest: the command that stops it. Every
# program that uses the server holds a shared lock on the file `used`.
home=$1 patience=$2 remove=$3
shift 3
idle=0
while sleep 3; do
    [ -d "$home" ] || exit 0
    if flock --nonblock --exclusive "$home/used" true; then idle=$((idle + 3)); else idle=0; fi
    [ "$idle" -ge "$patience" ] || continue
    exec 9>"$home/door"
    flock 9
    if flock --nonblock --exclusive "$home/used" true; then
        "$@"
        rm -rf "$remove"
        exit 0
    fi
    exec 9>&-
    idle=0
done
