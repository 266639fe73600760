#!/bin/sh
# Desktop entry, AppStream metainfo and MIME type as their readers want them.
#   desktop_files.sh FOLDER
folder="$1"
for program in desktop-file-validate appstreamcli xmllint; do
    command -v "$program" >/dev/null || {
        echo "$program is not installed"
        exit 77
    }
done
failed=0
desktop-file-validate "$folder"/*.desktop || failed=1
said=$(desktop-file-validate "$folder"/*.desktop) && [ -z "$said" ] || failed=1
appstreamcli validate --no-net "$folder"/*.metainfo.xml || failed=1
xmllint --noout "$folder"/*.mime.xml || failed=1
exit "$failed"
