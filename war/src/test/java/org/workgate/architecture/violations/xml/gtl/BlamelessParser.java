package org.workgate.architecture.violations.xml.gtl;

import javax.xml.stream.XMLStreamReader;

record BlamelessParser(XMLStreamReader reader) {}
