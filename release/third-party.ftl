<#-- The list of libraries in the archive: one a line, with its licence. -->
Libraries in this archive, each under the licence that is named. Their own licence and notice files, where they have some, are in the
folders beside this file. Where a library leaves the choice, Corsac uses it under the Apache License 2.0.

<#list dependencyMap as entry>
${entry.getKey().groupId}:${entry.getKey().artifactId}:${entry.getKey().version} | <#list entry.getValue() as licence>${licence}<#sep> or </#list> | ${entry.getKey().url!""}
</#list>

The Public Suffix List, https://publicsuffix.org/ | MPL-2.0 | in corsac-core, as the class dev.corsac.PublicSuffixRules; its source is
the file core/src/main/java/dev/corsac/PublicSuffixRules.java of Corsac's sources. The licence is in MPL-2.0.txt.
