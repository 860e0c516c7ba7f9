package dev.corsac.config.generate;

import dev.corsac.config.generate.Fields.Field;
import dev.corsac.config.generate.Fields.Lines;
import dev.corsac.config.generate.Fields.OneLine;
import dev.corsac.config.generate.Fields.Tagged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Writes a document as YAML. */
final class YamlText {

    private static final int WIDTH = 118;

    /** What every version of YAML reads as a text without quotes. */
    private static final Pattern PLAIN = Pattern.compile(
            "[A-Za-z_/$.](?:[A-Za-z0-9_/$.()+-]|:(?=[A-Za-z0-9_/:]))*(?: [A-Za-z0-9_/$.(](?:[A-Za-z0-9_/$.()+-]|:(?=[A-Za-z0-9_/:]))*)*");

    /** Words that some version of YAML reads as something else. */
    private static final Pattern WORD =
            Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|~|[.](inf|nan)|[0-9.+-]*|[.][0-9].*");

    private YamlText() {}

    /** Returns the document with the comment above it. */
    static String of(List<String> head, Fields document) {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> text.append(line.isEmpty() ? "" : "# " + line).append('\n'));
        DumpSettings settings = DumpSettings.builder()
                .setDumpComments(true)
                .setIndent(2)
                .setWidth(100_000)
                .setSplitLines(false)
                .setMultiLineFlow(false)
                .build();
        new Dump(settings).dumpNode(mapping(document, 0, FlowStyle.BLOCK), new StreamDataWriter() {
            @Override
            public void write(String str) {
                text.append(str);
            }

            @Override
            public void write(String str, int off, int len) {
                text.append(str, off, off + len);
            }
        });
        // The library quotes every text that has a tag of its own, where CloudFormation's users write none.
        return text.toString()
                .replaceAll("(![A-Za-z]+) '([A-Za-z0-9.]+)'", "$1 $2")
                .replaceAll("(?m)[ ]+$", "");
    }

    private static Node node(Object value, int depth, FlowStyle style) {
        if (value instanceof Fields fields) {
            return mapping(fields, depth, fields.isEmpty() ? FlowStyle.FLOW : style);
        }
        if (value instanceof List<?> list) {
            FlowStyle its = list.stream().allMatch(String.class::isInstance) ? FlowStyle.FLOW : style;
            List<Node> items = new ArrayList<>();
            for (Object item : list) {
                items.add(node(item, depth + 1, its));
            }
            return new SequenceNode(Tag.SEQ, items, its);
        }
        if (value instanceof OneLine one) {
            return node(one.value(), depth, FlowStyle.FLOW);
        }
        if (value instanceof Tagged tagged) {
            Node node = node(tagged.value(), depth, FlowStyle.FLOW);
            Tag tag = new Tag(tagged.tag());
            return node instanceof ScalarNode scalar
                    ? new ScalarNode(tag, scalar.getValue(), scalar.getScalarStyle())
                    : new SequenceNode(tag, ((SequenceNode) node).getValue(), FlowStyle.FLOW);
        }
        if (value instanceof Lines lines) {
            return new ScalarNode(Tag.STR, lines.text(), ScalarStyle.LITERAL);
        }
        if (value instanceof String text) {
            return text(text, style);
        }
        return new ScalarNode(value instanceof Boolean ? Tag.BOOL : Tag.INT, value.toString(), ScalarStyle.PLAIN);
    }

    private static ScalarNode text(String text, FlowStyle style) {
        boolean plain = PLAIN.matcher(text).matches()
                && !WORD.matcher(text).matches()
                && (style == FlowStyle.BLOCK || text.indexOf(':') < 0);
        return new ScalarNode(Tag.STR, text, plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
    }

    private static MappingNode mapping(Fields fields, int depth, FlowStyle style) {
        List<NodeTuple> tuples = new ArrayList<>();
        for (Field field : fields.all()) {
            ScalarNode key = text(field.name(), style);
            List<CommentLine> comments = new ArrayList<>();
            if (field.apart()) {
                comments.add(comment("", CommentType.BLANK_LINE));
            }
            for (String line : Fields.wrapped(field.comment(), WIDTH - 2 * depth)) {
                comments.add(comment(" " + line, CommentType.BLOCK));
            }
            key.setBlockComments(comments);
            tuples.add(new NodeTuple(key, node(field.value(), depth + 1, style)));
        }
        return new MappingNode(Tag.MAP, tuples, style);
    }

    private static CommentLine comment(String text, CommentType type) {
        return new CommentLine(Optional.empty(), Optional.empty(), text, type);
    }
}
