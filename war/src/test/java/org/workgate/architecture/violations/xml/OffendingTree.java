package org.workgate.architecture.violations.xml;

import org.w3c.dom.Document;

record OffendingTree(Document document) {}
