package org.workgate.architecture.violations.xml.rules;

import org.w3c.dom.Document;

record BlamelessReader(Document document) {}
