# logs INIT INSTALL LINES: the last ones of the agent's log, the beginning of each.
if [ "$1" = systemd ]; then
	journalctl --quiet --no-pager --output=short-iso --unit=ballast-agent.service --lines="$3" | cut -b 1-2000
elif [ -e "$2/log/agent.log" ]; then
	cat "$2/log/agent.log.1" "$2/log/agent.log" 2>/dev/null | tail -n "$3" | cut -b 1-2000
fi
exit 0
