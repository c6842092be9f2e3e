package org.workgate.structure;

/**
 * Something in a structure file that is not as it has to be.
 *
 * @param path where, such as {@code tenants[demo].solutions[backoffice].contracts[SALES].validFrom}; empty for the whole file
 * @param line the line of the file, from 1 on; 0 where it is a matter of no line
 * @param detail what is wrong, naming the value, and what would be right
 */
public record StructureFault(String path, int line, String detail) {

    /** All of it, for people. */
    @Override
    public String toString() {
        String place = path.isEmpty() ? "The structure" : path;
        return place + (line == 0 ? "" : " (line " + line + ")") + " " + detail;
    }
}
