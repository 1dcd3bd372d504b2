# folders: makes those named on standard input; only their owner sees what is in one named etc.
while IFS= read -r folder; do
	mkdir -p -- "$folder" || exit
	case $folder in */releases/*/etc) chmod 0700 -- "$folder" || exit ;; esac
done
