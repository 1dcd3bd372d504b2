# prune INSTALL DIGEST...: removes all releases but those.
install=$1
shift
for folder in "$install"/releases/*/; do
	folder=${folder%/}
	name=${folder##*/}
	case $name in *[!0-9a-f]* | '') continue ;; esac
	case " $* " in *" $name "*) ;; *) rm -rf -- "$folder" ;; esac
done
exit 0
