# links: standard input has pairs of lines, a file and its second name.
while IFS= read -r from && IFS= read -r to; do
	ln -f -- "$from" "$to.part" && mv -f -- "$to.part" "$to" || exit
done
