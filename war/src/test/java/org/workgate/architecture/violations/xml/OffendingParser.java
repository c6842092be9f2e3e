package org.workgate.architecture.violations.xml;

import javax.xml.stream.XMLStreamReader;

record OffendingParser(XMLStreamReader reader) {}
