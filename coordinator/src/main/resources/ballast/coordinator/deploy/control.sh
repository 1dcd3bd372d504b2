# control start|stop|status INIT INSTALL: of the agent, by systemd or by our own supervisor.
unit=ballast-agent.service
case "$2 $1" in
'systemd start') systemctl daemon-reload && systemctl enable --quiet $unit && systemctl restart $unit ;;
'systemd stop')
	# What was never there is stopped.
	systemctl cat $unit >/dev/null 2>&1 || exit 0
	systemctl stop $unit && systemctl disable --quiet $unit
	;;
'systemd status')
	case $(systemctl is-active $unit) in active | activating | reloading) exit 0 ;; *) exit 1 ;; esac
	;;
*)
	[ -x "$3/current/supervise" ] || { [ "$1" = stop ]; exit; }
	"$3/current/supervise" "$1" "$3"
	;;
esac
