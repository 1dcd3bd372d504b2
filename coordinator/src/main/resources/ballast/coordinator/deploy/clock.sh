# clock: seconds since 1970.
date +%s.%N
