<?xml version="1.0" encoding="UTF-8"?>
<!-- Makes the messages of the interface into what the customer system wants to hear of its tickets. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:example:crm">
    <xsl:output omit-xml-declaration="yes"/>

    <!-- Every message but TaskInfo, Error and Pong. -->
    <xsl:variable name="events" select="map{'TaskCreated': 'accepted', 'TaskUpdated': 'changed', 'TaskHeld': 'waiting', 'TaskErrorHeld': 'stopped', 'TaskResumed': 'resumed', 'TaskRestarted': 'begun-anew', 'TaskDistributed': 'on-its-way', 'TaskDistributedQueue': 'on-its-way', 'TaskAssigned': 'in-work', 'TaskReturned': 'returned', 'TaskCompleted': 'done', 'TaskCanceled': 'withdrawn', 'TaskRejected': 'rejected'}"/>

    <xsl:template match="/GTLMessages/*[exists($events(name()))]">
        <ticketEvent number="{CaptureId}" what="{$events(name())}" at="{EventDateTime}">
            <xsl:apply-templates select="Actor, Reason, AssignedToUser, Queue, Error"/>
        </ticketEvent>
    </xsl:template>

    <xsl:template match="Actor"><by><xsl:value-of select="."/></by></xsl:template>
    <xsl:template match="Reason"><because><xsl:value-of select="."/></because></xsl:template>
    <xsl:template match="AssignedToUser"><agent><xsl:value-of select="."/></agent></xsl:template>
    <xsl:template match="Queue"><queue><xsl:value-of select="."/></queue></xsl:template>
    <xsl:template match="*/Error"><fault><xsl:value-of select="."/></fault></xsl:template>

    <xsl:template match="/GTLMessages/TaskInfo">
        <ticketState number="{CaptureId}" status="{status}">
            <xsl:for-each select="Data/*"><field name="{name()}"><xsl:value-of select="."/></field></xsl:for-each>
        </ticketState>
    </xsl:template>

    <xsl:template match="/GTLMessages/Error" priority="1">
        <ticketRefused code="{Code}"><xsl:value-of select="Message"/></ticketRefused>
    </xsl:template>

    <xsl:template match="/GTLMessages/Pong"><alive/></xsl:template>
</xsl:stylesheet>
