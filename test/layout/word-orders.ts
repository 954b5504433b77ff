/*
 * In which order the children of an element must come (ECMA-376 part 1, annex A: the sequences of WordprocessingML). Only the elements we write, and
 * those around them. Word calls a file damaged where the order is wrong.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

export const childOrders: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'w:pPr',
    words(`w:pStyle w:keepNext w:keepLines w:pageBreakBefore w:framePr w:widowControl w:numPr w:suppressLineNumbers w:pBdr w:shd w:tabs
      w:suppressAutoHyphens w:kinsoku w:wordWrap w:overflowPunct w:topLinePunct w:autoSpaceDE w:autoSpaceDN w:bidi w:adjustRightInd w:snapToGrid
      w:spacing w:ind w:contextualSpacing w:mirrorIndents w:suppressOverlap w:jc w:textDirection w:textAlignment w:textboxTightWrap w:outlineLvl
      w:divId w:cnfStyle w:rPr w:sectPr w:pPrChange`),
  ],
  [
    'w:rPr',
    words(`w:rStyle w:rFonts w:b w:bCs w:i w:iCs w:caps w:smallCaps w:strike w:dstrike w:outline w:shadow w:emboss w:imprint w:noProof w:snapToGrid
      w:vanish w:webHidden w:color w:spacing w:w w:kern w:position w:sz w:szCs w:highlight w:u w:effect w:bdr w:shd w:fitText w:vertAlign w:rtl w:cs
      w:em w:lang w:eastAsianLayout w:specVanish w:oMath`),
  ],
  [
    'w:tblPr',
    words(`w:tblStyle w:tblpPr w:tblOverlap w:bidiVisual w:tblStyleRowBandSize w:tblStyleColBandSize w:tblW w:jc w:tblCellSpacing w:tblInd w:tblBorders
      w:shd w:tblLayout w:tblCellMar w:tblLook w:tblCaption w:tblDescription`),
  ],
  ['w:tbl', words('w:tblPr w:tblGrid w:tr')],
  ['w:tr', words('w:trPr w:tc')],
  [
    'w:tcPr',
    words('w:cnfStyle w:tcW w:gridSpan w:hMerge w:vMerge w:tcBorders w:shd w:noWrap w:tcMar w:textDirection w:tcFitText w:vAlign w:hideMark'),
  ],
  ['w:tblBorders', words('w:top w:left w:bottom w:right w:insideH w:insideV')],
  ['w:tcBorders', words('w:top w:left w:bottom w:right w:insideH w:insideV')],
  ['w:tblCellMar', words('w:top w:left w:bottom w:right')],
  ['w:pBdr', words('w:top w:left w:bottom w:right w:between w:bar')],
  ['w:numPr', words('w:ilvl w:numId')],
  [
    'w:sectPr',
    words(`w:headerReference w:footerReference w:footnotePr w:endnotePr w:type w:pgSz w:pgMar w:paperSrc w:pgBorders w:lnNumType w:pgNumType w:cols
      w:formProt w:vAlign w:noEndnote w:titlePg w:textDirection w:bidi w:rtlGutter w:docGrid`),
  ],
  [
    'w:style',
    words(`w:name w:aliases w:basedOn w:next w:link w:autoRedefine w:hidden w:uiPriority w:semiHidden w:unhideWhenUsed w:qFormat w:locked w:personal
      w:rsid w:pPr w:rPr w:tblPr w:trPr w:tcPr w:tblStylePr`),
  ],
  ['w:styles', words('w:docDefaults w:latentStyles w:style')],
  ['w:docDefaults', words('w:rPrDefault w:pPrDefault')],
  ['w:numbering', words('w:numPicBullet w:abstractNum w:num w:numIdMacAtCleanup')],
  ['w:abstractNum', words('w:nsid w:multiLevelType w:tmpl w:name w:styleLink w:numStyleLink w:lvl')],
  ['w:lvl', words('w:start w:numFmt w:lvlRestart w:pStyle w:isLgl w:suff w:lvlText w:lvlPicBulletId w:legacy w:lvlJc w:pPr w:rPr')],
  ['w:num', words('w:abstractNumId w:lvlOverride')],
  [
    'w:settings',
    words(`w:writeProtection w:view w:zoom w:removePersonalInformation w:removeDateAndTime w:hideSpellingErrors w:hideGrammaticalErrors w:proofState
      w:attachedTemplate w:stylePaneFormatFilter w:trackRevisions w:documentProtection w:defaultTabStop w:autoHyphenation w:evenAndOddHeaders
      w:characterSpacingControl w:updateFields w:footnotePr w:endnotePr w:compat w:docVars w:rsids w:themeFontLang w:clrSchemeMapping
      w:decimalSymbol w:listSeparator`),
  ],
  ['w:font', words('w:altName w:panose1 w:charset w:family w:notTrueType w:pitch w:sig')],
  ['w:sdt', words('w:sdtPr w:sdtEndPr w:sdtContent')],
  ['wp:inline', words('wp:extent wp:effectExtent wp:docPr wp:cNvGraphicFramePr a:graphic')],
  ['pic:pic', words('pic:nvPicPr pic:blipFill pic:spPr')],
  ['pic:blipFill', words('a:blip a:srcRect a:stretch')],
  ['pic:spPr', words('a:xfrm a:prstGeom a:ln')],
])

/** Elements whose properties come first, whatever else they hold. */
export const propertiesFirst: ReadonlyMap<string, string> = new Map([
  ['w:p', 'w:pPr'],
  ['w:r', 'w:rPr'],
  ['w:tc', 'w:tcPr'],
])
