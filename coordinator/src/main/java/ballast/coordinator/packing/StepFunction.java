package ballast.coordinator.packing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * A shape with few steps, nowhere below what it stands for, or nowhere above it. Neighbours whose union adds the least area are put
 * together first, as in bottom-up segmentation.
 */
final class StepFunction {
    /**
     * @param start second at which it begins
     * @param end second at which the next one begins
     */
    record Step(int start, int end, long bytes) {
        int seconds() {
            return end - start;
        }
    }

    private StepFunction() {}

    /** Nowhere below these; at most so many steps. */
    static List<Step> above(long[] bytes, int most) {
        return merged(bytes, most, true);
    }

    /** Nowhere above these; at most so many steps. */
    static List<Step> below(long[] bytes, int most) {
        return merged(bytes, most, false);
    }

    /** One of a list of steps that shrinks; a step that has gone keeps its version, so that old costs are known to be old. */
    private static final class Node {
        private final int start;
        private int end;
        private long bytes;
        private Node before;
        private Node next;
        private int version;

        Node(int start, long bytes) {
            this.start = start;
            this.end = start + 1;
            this.bytes = bytes;
        }

        Step step() {
            return new Step(start, end, bytes);
        }
    }

    private record Union(Node left, Node right, int leftVersion, int rightVersion, double cost) {
        boolean isOld() {
            return left.version != leftVersion || right.version != rightVersion || left.next != right;
        }
    }

    private static List<Step> merged(long[] bytes, int most, boolean above) {
        List<Node> nodes = runs(bytes);
        var unions = new PriorityQueue<Union>(
                Comparator.comparingDouble(Union::cost).thenComparing(union -> union.left.start));
        for (Node node : nodes) {
            add(unions, node, above);
        }
        for (int left = nodes.size(); left > most; left--) {
            Union least = unions.remove();
            while (least.isOld()) {
                least = unions.remove();
            }
            unite(least, above);
            add(unions, least.left, above);
            if (least.left.before != null) {
                add(unions, least.left.before, above);
            }
        }
        List<Step> steps = new ArrayList<>();
        for (Node node = nodes.isEmpty() ? null : nodes.get(0); node != null; node = node.next) {
            steps.add(node.step());
        }
        return steps;
    }

    private static List<Node> runs(long[] bytes) {
        List<Node> nodes = new ArrayList<>();
        for (int second = 0; second < bytes.length; second++) {
            Node last = nodes.isEmpty() ? null : nodes.get(nodes.size() - 1);
            if (last != null && last.bytes == bytes[second]) {
                last.end = second + 1;
            } else {
                nodes.add(new Node(second, bytes[second]));
            }
        }
        IntStream.range(1, nodes.size()).forEach(each -> {
            nodes.get(each).before = nodes.get(each - 1);
            nodes.get(each - 1).next = nodes.get(each);
        });
        return nodes;
    }

    private static void add(PriorityQueue<Union> unions, Node left, boolean above) {
        Node right = left.next;
        if (right != null) {
            long level = level(left, right, above);
            double cost = Math.abs((double) level - left.bytes) * (left.end - left.start)
                    + Math.abs((double) level - right.bytes) * (right.end - right.start);
            unions.add(new Union(left, right, left.version, right.version, cost));
        }
    }

    private static long level(Node left, Node right, boolean above) {
        return above ? Math.max(left.bytes, right.bytes) : Math.min(left.bytes, right.bytes);
    }

    private static void unite(Union union, boolean above) {
        Node left = union.left;
        Node right = union.right;
        left.bytes = level(left, right, above);
        left.end = right.end;
        left.next = right.next;
        if (right.next != null) {
            right.next.before = left;
        }
        left.version++;
        right.version++;
    }
}
