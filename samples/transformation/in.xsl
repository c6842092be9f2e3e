<?xml version="1.0" encoding="UTF-8"?>
<!-- Makes the tickets of a customer system into messages of the interface. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xpath-default-namespace="urn:example:crm" exclude-result-prefixes="#all">
    <xsl:output omit-xml-declaration="yes"/>

    <!-- What each step of a ticket asks for. -->
    <xsl:variable name="actions" select="map{'open': 'CreateTask', 'change': 'UpdateTask', 'wait': 'HoldTask', 'go-on': 'ResumeTask', 'done': 'CompleteTask', 'withdraw': 'CancelTask', 'ask': 'GetTaskInfo'}"/>

    <xsl:variable name="priorities" select="map{'low': 10, 'normal': 50, 'high': 90}"/>

    <xsl:template match="/ticket[exists($actions(@step))]">
        <GTLMessages>
            <xsl:element name="{$actions(@step)}">
                <CaptureId><xsl:value-of select="@number"/></CaptureId>
                <xsl:apply-templates select="by, because"/>
                <xsl:if test="@step = ('open', 'change')">
                    <xsl:apply-templates select="from[../@step = 'open'], topic, due, urgency"/>
                    <Ext><xsl:apply-templates select="customer/@number, customer/@class"/></Ext>
                    <Data><xsl:apply-templates select="field"/></Data>
                </xsl:if>
            </xsl:element>
        </GTLMessages>
    </xsl:template>

    <xsl:template match="by"><Actor><xsl:value-of select="."/></Actor></xsl:template>
    <xsl:template match="because"><Reason><xsl:value-of select="."/></Reason></xsl:template>
    <xsl:template match="from"><channel><xsl:value-of select="."/></channel></xsl:template>
    <xsl:template match="topic"><category><xsl:value-of select="."/></category></xsl:template>

    <!-- Tickets are due on a day: until its end. -->
    <xsl:template match="due"><dueDateTime><xsl:value-of select="dateTime(xs:date(@on), xs:time('23:59:59'))"/></dueDateTime></xsl:template>

    <xsl:template match="urgency[exists($priorities(.))]"><priority><xsl:value-of select="$priorities(.)"/></priority></xsl:template>
    <xsl:template match="urgency"><xsl:message terminate="yes">The urgency of a ticket is low, normal or high, not <xsl:value-of select="."/></xsl:message></xsl:template>

    <xsl:template match="customer/@number"><customerID><xsl:value-of select="."/></customerID></xsl:template>
    <xsl:template match="customer/@class"><customerSegment><xsl:value-of select="."/></customerSegment></xsl:template>
    <xsl:template match="field"><xsl:element name="{@name}"><xsl:value-of select="."/></xsl:element></xsl:template>

    <!-- What out.xsl makes of an Error stays one, which nobody answers: with the two queues crossed, errors would breed errors for ever. -->
    <xsl:template match="/ticketRefused"><GTLMessages><Error/></GTLMessages></xsl:template>

    <!-- What the script says here is what the Error says. -->
    <xsl:template match="/ticket" priority="-1"><xsl:message terminate="yes">There is no step <xsl:value-of select="@step"/>; there are <xsl:value-of select="sort(map:keys($actions))" separator=", " xmlns:map="http://www.w3.org/2005/xpath-functions/map"/></xsl:message></xsl:template>
    <xsl:template match="/*" priority="-2"><xsl:message terminate="yes">The message must be a ticket, not <xsl:value-of select="name()"/></xsl:message></xsl:template>
</xsl:stylesheet>
