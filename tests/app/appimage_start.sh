#!/bin/sh
# What an AppImage starts, by its first word and by its name: stand-ins say who they are and what they were given.
#   appimage_start.sh SOURCE_FOLDER PALIMPSEST
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/an app/usr/bin"
"$1/tools/appimage-start" "$2" >"$folder/an app/AppRun" || exit 1
for program in palimpsest palimpsest-desktop; do
    printf '#!/bin/sh\nprintf "%%s" "%s"\nprintf " [%%s]" "$@"\n' "$program" >"$folder/an app/usr/bin/$program"
done
chmod +x "$folder/an app/AppRun" "$folder/an app/usr/bin"/*
failed=0
expect() { # WANTED NAME WORD...
    wanted="$1" name="$2"
    shift 2
    said=$(ARGV0="$name" "$folder/an app/AppRun" "$@")
    [ "$said" = "$wanted" ] || { echo "'$name $*' starts: $said; not: $wanted" && failed=1; }
}
for command in read batch bench checkpoint convert devices doctor eval models trace worker; do
    expect "palimpsest [$command] [a b.pdf]" ./Palimpsest.AppImage "$command" "a b.pdf"
done
expect "palimpsest [--version]" ./Palimpsest.AppImage --version
expect "palimpsest [--verbose] [read]" /usr/local/bin/palimpsest --verbose read
expect "palimpsest-desktop [read.pdf]" ./Palimpsest.AppImage read.pdf
expect "palimpsest-desktop [./read] [Übersicht 1.pdf]" ./Palimpsest.AppImage ./read "Übersicht 1.pdf"
expect "palimpsest-desktop []" ./Palimpsest.AppImage # printf prints the form once without words
ln -s "an app/AppRun" "$folder/elsewhere"
said=$(ARGV0='' "$folder/elsewhere" read)
[ "$said" = "palimpsest [read]" ] || { echo "by a link: $said" && failed=1; }
exit "$failed"
