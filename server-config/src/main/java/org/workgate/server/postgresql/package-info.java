/** What the server needs beside PostgreSQL's driver. Lies in the driver's folder, outside of the application. */
@NullMarked
package org.workgate.server.postgresql;

import org.jspecify.annotations.NullMarked;
