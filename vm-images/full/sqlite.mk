# Compiles SQLite from its two large files: `make`, `make clean`. Not optimised: without KVM that takes four times as long.
CFLAGS = -O0

sqlite3: sqlite3.o shell.o
	$(CC) -o $@ $^ -lm

sqlite3.o shell.o: sqlite3.h

clean:
	rm -f sqlite3 sqlite3.o shell.o

.PHONY: clean
