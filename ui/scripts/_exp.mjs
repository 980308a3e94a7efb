import { minify } from "terser"; import { readFileSync } from "node:fs"; import { gzipSync } from "node:zlib";
const code=readFileSync("/tmp/h/pre.js","utf8"); const z=(s)=>gzipSync(s,{level:9}).length;
console.log("pre",z(code));
const B={passes:3,keep_fargs:false,hoist_funs:true};
const S=(c,m={})=>({module:true,ecma:2022,compress:{...B,...c},mangle:{properties:{regex:/^\$[a-z]\w{2,}$/},...m}});
const runs={base:S({}),nohoist:S({hoist_funs:false}),arrows:S({unsafe_arrows:true}),pure:S({pure_getters:true}),noseq:S({sequences:false}),noinline:S({inline:1}),reduce:S({reduce_funcs:false}),coll:S({collapse_vars:false}),hoistp:S({hoist_props:false}),noif:S({if_return:false,join_vars:false}),nocond:S({conditionals:false}),joinv:S({join_vars:false}),unsafe:S({unsafe:true,unsafe_undefined:true,unsafe_methods:true,unsafe_proto:true,unsafe_symbols:true}),comp:S({comparisons:false}),seq200:S({sequences:200}),swi:S({switches:false})};
for(const[n,o]of Object.entries(runs)){const r=(await minify(code,o)).code;console.log(n,r.length,z(r));}
