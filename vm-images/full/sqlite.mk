# Compiles SQLite from its two large files: `make`, `make clean`.
CFLAGS = -O1

sqlite3: sqlite3.o shell.o
	$(CC) -o $@ $^ -lm -lpthread -ldl

sqlite3.o shell.o: sqlite3.h

clean:
	rm -f sqlite3 sqlite3.o shell.o

.PHONY: clean
