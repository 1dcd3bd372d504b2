package ballast.agent.qemu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The smallest guest that proves that a CPU executes: an ELF file with a PVH entry point (Xen, docs/misc/pvh) that counts
 * down from a thousand and writes to QEMU's isa-debug-exit.
 */
final class PvhProbe {
    /** isa-debug-exit ends QEMU with (value · 2) + 1, and we write 16. */
    static final int EXIT_CODE = 33;

    private static final int LOAD_ADDRESS = 0x100000;
    private static final int ELF_HEADER = 52;
    private static final int PROGRAM_HEADER = 32;
    private static final int NOTE = ELF_HEADER + 2 * PROGRAM_HEADER;
    private static final int NOTE_SIZE = 20;
    private static final int CODE_AT = NOTE + NOTE_SIZE;
    private static final int XEN_ELFNOTE_PHYS32_ENTRY = 18;

    private static final byte[] CODE = HexFormat.of()
            .parseHex(
                    "b9e8030000" // mov ecx, 1000
                            + "49" // dec ecx
                            + "75fd" // jnz the dec
                            + "baf4000000" // mov edx, 0xf4
                            + "b010" // mov al, 16
                            + "ee" // out dx, al
                            + "f4" // hlt
                            + "ebfd"); // jmp the hlt

    private PvhProbe() {}

    static byte[] elf() {
        int size = CODE_AT + CODE.length;
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1, 0}).putLong(0);
        out.putShort((short) 2).putShort((short) 3).putInt(1); // executable, i386, version 1
        out.putInt(LOAD_ADDRESS + CODE_AT)
                .putInt(ELF_HEADER)
                .putInt(0)
                .putInt(0); // entry, program headers, no sections, flags
        out.putShort((short) ELF_HEADER).putShort((short) PROGRAM_HEADER).putShort((short) 2);
        out.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        programHeader(out, 1, 0, size, 5, 4096);
        programHeader(out, 4, NOTE, NOTE_SIZE, 4, 4);
        out.putInt(4).putInt(4).putInt(XEN_ELFNOTE_PHYS32_ENTRY);
        out.put("Xen\0".getBytes(StandardCharsets.US_ASCII)).putInt(LOAD_ADDRESS + CODE_AT);
        out.put(CODE);
        return out.array();
    }

    private static void programHeader(ByteBuffer out, int type, int offset, int size, int flags, int align) {
        int address = LOAD_ADDRESS + offset;
        out.putInt(type).putInt(offset).putInt(address).putInt(address);
        out.putInt(size).putInt(size).putInt(flags).putInt(align);
    }
}
