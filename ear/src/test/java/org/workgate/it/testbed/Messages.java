package org.workgate.it.testbed;

/** The messages that the tests put in great numbers. */
public final class Messages {

    private Messages() {}

    /** The CaptureId of the n-th message of a series. */
    public static String captureId(String series, int number) {
        return String.format("%s-%06d", series, number);
    }

    /** A CreateTask of about one kilobyte, with every attribute that one can have. */
    public static String createTask(String captureId) {
        return "<GTLMessages><CreateTask><CaptureId>" + captureId + "</CaptureId>"
                + "<Actor>crm</Actor><Reason>new order</Reason><ActionDateTime>2024-03-04T09:00:00</ActionDateTime>"
                + "<channel>Webform</channel><category>Order</category>"
                + "<activationDateTime>2024-03-04T10:00:00</activationDateTime>"
                + "<dueDateTime>2999-03-06T17:00:00</dueDateTime>"
                + "<expirationDateTime>2999-04-04T00:00:00</expirationDateTime>"
                + "<businessValue>50</businessValue><priority>10</priority><processId>ORDERS</processId>"
                + "<Ext><customerID>C1</customerID><customerSegment>Gold</customerSegment>"
                + "<productType>DSL</productType><productSubtype>PremiumDSL</productSubtype>"
                + "<resultCode>none</resultCode>"
                + "<sourceFirstCreatedDateTime>2024-03-03T08:00:00</sourceFirstCreatedDateTime>"
                + "<sourceCreatedDateTime>2024-03-03T09:00:00</sourceCreatedDateTime>"
                + "<sourceDueDateTime>2024-03-07T00:00:00</sourceDueDateTime>"
                + "<sourceProcessType>Order</sourceProcessType><sourceProcessSubtype>New</sourceProcessSubtype>"
                + "<sourceTenant>T1</sourceTenant></Ext><Data><region>EMEA</region></Data>"
                + "</CreateTask></GTLMessages>";
    }
}
