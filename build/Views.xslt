<?xml version="1.0" encoding="utf-8"?>
<!-- Lets every cell of a view pass through FreedomPayView, which shows what would steer the terminal; the views themselves stay simple.
     The comma keeps a list one, an empty one too. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="utf-8" />

  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()" /></xsl:copy>
  </xsl:template>

  <xsl:template match="ListItem[not(Label)]/PropertyName">
    <Label><xsl:value-of select="." /></Label>
    <ScriptBlock>,([FreedomPay.FreedomPayView]::Cell($_.<xsl:value-of select="." />))</ScriptBlock>
  </xsl:template>

  <xsl:template match="ListItem[Label]/PropertyName | TableColumnItem/PropertyName">
    <ScriptBlock>,([FreedomPay.FreedomPayView]::Cell($_.<xsl:value-of select="." />))</ScriptBlock>
  </xsl:template>

  <xsl:template match="ListItem/ScriptBlock[not(starts-with(normalize-space(.), '[FreedomPay.FreedomPayView]::'))] | TableColumnItem/ScriptBlock[not(starts-with(normalize-space(.), '[FreedomPay.FreedomPayView]::'))]">
    <ScriptBlock>[FreedomPay.FreedomPayView]::Cell($(<xsl:value-of select="." />))</ScriptBlock>
  </xsl:template>
</xsl:stylesheet>
