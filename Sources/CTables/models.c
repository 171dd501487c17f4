// Made by generate/models.py; see generate/README.md. Not to be edited.
#include "ctables.h"

static const ctables_language languages[] = {
    {"ru", 0,
     "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
     "HPPROPZ^WT`LQLQUOSMOVTW_TX_lilUZYgJ^RRTPcaVXPRMKJ]TLQOXZP`^YrrrrddOrQFXZiiMiiHiiSiiKiMS^LiZiai^TW`XaiiIFj[]ZJjjLj]X`TLaPOU]jjj]jjjRXjj[jQGXRT`JkkLc_SccH`KXkPk^YkkkkbcTkkkNIjcc[JKRJjUZ]QKjONjNj[cjjjjScjUjjIX[QOQ^]V]NMNQL^VJNL`c[TVXoo"
     "oogb_oOKZcZSNYcGcNccJKZZQcMcccZccccZZcccNHSR]VLdZGd]SdQPdSLdVdddddddRWdU]WJSUTRVQ_WXINKQLUXQRMZ[OXT_ppppi^PpCX_XcVWk[`kW[TSWcUHMkc`[cZkkkkc``kPHbR_`RooEoZZZ`JbQQRN`]bocooeaZ]o]RK[mY[L^fHmYL]UIfccYScmmmmmmXJcRNmIIQZ`mHmmHm][Q]MRfT`Tf"
     "amaammU^ZmZmLJ`XNLMg[MnS_]QLc]KNTggWg`g[ORbaZdKWQLMSTXY_PPLLK]SMNQUZ[ZXY_oooce]oUG^hhhJhhIhVR^[JVKTWOhXhahhhaVaaWhNGXXURLngJnWWTUJnWOPO_ZSgannT]^aWnQM^UngLnnPnDS_[PYWRMSZbncann]X^gUWLG_WnfMnnLnX[XQJnIRQPn[nannnRZY`XXHPOVQQXZQY]SNPI["
     "ULNMc]Y^[W^jjjUScjQKccUcLccIccQcXKcJcTH[cccUccVccc[cBKh`hhThhOhhZQVMhTU]Vhhhhhhhh`XhhhKHZcccIccFcLccccccccMcccccccPccZccRGddddETdKdSddKTdddXUddddddddUddd[MJaMaaJaaKaLPYSNYRMNQaYaaaaaaaaaaaQRZZZZBZZKZZZZZZZZZZPZZZZZZZZZZZZZQNXXXXDXXX"
     "XXXXXNXXXXXXXXXXXXXXHXXXDeeeXeJeZeKUXNUeeTTeeeL^Z^eeeeeeeeGeVPVQOe^XeWeTOQ^eHLee^e^^eeeeeOLVMccTcZccZYHOMOGcTMOOcPccccccccccccFRZbSVbKWbMLUNPbbSRLbXbbUbObbbZbbbChVZ^XhaYhhRXLMaTRZPhhORXhhhhhhhahES]NQR]]]]]MUU]R]LUM]]M]]]]]]]US]]"},
    {"bg", 0,
     "абвгдежзийклмнопрстуфхцчшщъюя",
     "HPPSQPT`URZMQMQTORMOUSSYTX`eXYG_TSTP]cTYPSLOI]TLROVWV_[X_oe^RGfVffKffIffRf_KfMQfKf[f_f[TY[OFgg[VHggIggY_TLgNOXZggg^ggSg]OFXOg[PggKg[R_[JgJT^Mg_ggggVggMJhUaaJKaIhh]UOKhQMhRhThhhhVW_LWVPRO`[T^ONMPIYVJOM[`ZUVY]lbZNHX`XQMX`F`Q``LPX```M`"
     "`````V``PGQV[[LccGcTQcPQcSULVccc[Zc[ccESUTUVWgSYPONSLVVQQO]Z^VT[nnnPL]XU]RPeW[eTSTNQXPDLY]eXeVe]eeOGlSe`TllEldXYlIeRQTPaZelblZ_eMHWWUUL^]GjUj]PK^`NSOjbjjbjVYUNFNUiiHiiJiiZiZKRiPaUaai[aiVi[JJ[YNLNmZKmTZ_ZKeeIOTe^YYdemYYGRSLSRY_VYYQMP"
     "J_RLOQXYZ`T^_ll_SGeeeeIeeJeUWeXJeKUUNeWe^eeRZeMGWUVRLZdHlTWRTLdlMPN_^Vl_l[d`ON[V`lMllOlCRYWQ[VcLTaelellUllKGcUjbMjjJjYW^TJjKNjPjZ_]jjPcZMLPTPRQYRS^ONOJVSKNNY]Y^XW^`]`QKaaPaNaaHaaPaaJaHVYLaaaaUaTaaRFbbbbJbbJbbWQWIbQQZPbbbbbbQbZLI````"
     "I``E`P```U````Q``````XX`QHbbbbFbbJbQbbHPbbbWRbbbbbbbbbNJ_M__J__K_H_W_M_O_TO_W_______HHXXXXXXXHXXXXXNXQXNNXXXXXXXXXVaQQPYVPRaaPOUKaaDRVaYaRYaaaYaNPU^MTUHR^^KQNK^^LUM^S^^U^^^^^CbZSZQbbbbbQURLZPPSObbbbbbbbbb"},
    {"uk", 0,
     "абвгдежзийклмнопрстуфхцчшьюяєіїґ",
     "HPPROPUbVg_LQKQUORNOVTWZUXl^XXUd^H^QRTPdjVrPSMLI^VMQOXVQ`^Zrg^bjX`PFiViiKiiTi[Rb_LiNQiMiZibiibiiHiiHGkb_RMdkOk^[dPN^ROTWkkkakkkakIkkRGXR``KkkTk`Sc]H`J[cPkbYkkkkk`LkkNJk^`[JK^LkX[]NK_PNkOk]kkkcX]kKkkOWZTNRffSmNMLPJ[YHPK_ZYR]^m`]md[cM"
     "HYbYTSYbJbSbbLHYbbbMbbbbbbbYbLbbNGSU]ZLd[MddSdQPXQVdVd[dd[Jd]dIddGfVXZ`mVXmIPOLLmVQRQmZKTSammmmfcfEbZXbUjjXjjZ[UQO_UFKjbjYjYj^[_abjPGbR_aRooHoZXYoKcQQSNb]hoeofooJooPK[eY[N]eQmVW^_JbbaYRcmmmmIQObGmmHJPZ`mHmmKm][[`MScSaSfbm``mmmmImmMJ"
     "`[OLPgZNoT_^QLogJNTogWeaQaUoKo]KTRMLRn^Wn[PLLK]RLORUZda[]nW`__QdPH^hh_IhhUhZV^VJUNUXOhZhahhahhHhhNGVWUSNn`KnUVUXL`YOPN`YRe`nb]nKnbPM^UnnMnnSnPU^YQX]^MSZV`ndDnUnQnnMH]WfmNmmKmWYXQJmIQYOm^mamZfYmNmmIONSQQU[Pj]RNPI]TLOM^]Y`XWjccjjY]QKc"
     "cQcNccZccTcSLcHPSLccccTcc[cHccCKgRggUgg]gg]SWOgVT]TgggggggggKggNK[cccKcZIcccccUccccOcccccIVNcHccOHddddKWdLdSddFOdddYTdddPdd[RdNddLK`LX`K``J`LXXWJXO`OO``W``````U``Nl_W_YllelTAl]TRelNUlllalllVU_l`lEPYYTTaaVaOJYLPaaSSJaVaaTaaaaYaaaDf^W"
     "fUffWffWYJK^SPWOffNQVfffffff^L^^HLSV^^^^MMML^^K^M^^^^^^^V^^^SVHRTKRPoeYoMOKTMZXRRM][`_S_oeQ[oWeBbbVbVbYYbbbNbNbbRUNbbbbbbbbYbbbbMH[J[[Q[[[[[T[TI[MS[K[[[[[[[[[Q[["},
    {"sr", 0,
     "абвгдежзиклмнопрстуфхцчшђјљњћџ",
     "HPOSQRTaUSLQMQUOSMPUTSXUV_Sf^gZFqTSUQ_qVWQMOIYTLSOVYV_VX`Pb[e_TFhU`hKh`HhShSLhLhhKh`hhhh^WhhhRDiiTYIiiJW[iUMiOQi[iiiZiiZ[aiiMFZMh^LhhKWSaYJhKa_PhhhhhhYhahhLHh^ahIhhIh]ZPJhPLhQhahhhhhaVhhIWUQQPa]URONQJYUKQM]_[SXVfPXb]bPIT[T[Q[[H[[[F["
     "[[[[M[[[[[[T[[[[NFQ[Y[KddF[QVPOdRddTdddddd[d[ddFZTUTXdpXhPMRLVVQPO`[MVR[aK[[_]OGnRngNnnEn[YgKgRTTObd_ndnWnnnnNHWXWUL]aGXk]QI_aORNbdkkdkkkdkkJGN^kkHkkJk_k`LQkQ`Sc`k_`k^`kckKJ]WNLNfYKU_[fL]]IOTn_WXY^fnnn]ITSMRTZ`V]PMKJaSLNRc]W[VW_XY]_"
     "XTGggggIggKgWg`IgLMXNggg]`gW`gggMGWUVRLb[IT[TULZmNONa`U]WfYmfmcQMaVdmMmmOCS[XR`TmKS]fmmmmbmmmmLFdSllLllJZX[RJlKPlPl`llllblbllJOPUOQUSQXQPPJ`SKNMc[[]SXcV`cj]QKbbbbLbbHbSbbIbGYYLbbbbbbbbbbbDKfUffJffN_YV_KfQV_UfffffffffffNIcSccFccFVccc"
     "RcQZcMcccccccccccSKdVddJddLEddKMddddOdddddddddddOMcPccLccLFTZcJQQcPScZccccccUccQIZZZZLZZDZZZZPZZZZLZZZZZZZZZZZOF]Xb_KibTZXYWP]XGNLbiZ[YiiiiiXNG]]]]G]]LO]]UN]]M]M]]]]]]]]]]]TH^^^^E^^L^^^^N^^P^J^^^^^^^^^^^IIXXXXIXXHXXXOXXXXXOXXXXXXXXX"
     "XXPG^^^^Q^^F^^^^NV^^^H^^^^^^^^^^^"},
    {"mk", 0,
     "абвгдежзиклмнопрстуфхцчшјљњќџ",
     "HPOSQQS`TSMQMQUORMOVTSXUWSf]hYHdTRTP`aTWRMOIYSKROVWU[YXQp[p[SFfXffJffIfSfYKfLffKfff_f_WfffPEggVZIggIXZgULgMPV]gggZg]ggggMGWMfXMffKVR_[IfK_fNfffffZffffLIg]`gJggHgYVLKgQMgOg`ggggggggMXVOROdlT[PMPIYTJOL[^YTUUOdad^QPSZSZLZZFZZZFSZZZZPZZ"
     "ZZZSZZZZPFQZWVKccFcUcNNcSccWcccccZcZccDYUUUXYcWZPNTLVVQMP[Z_VVZNdde]OHlTleSllDlYXbJbRVUPae`l_ellllMIVXWVK]^GTjZPK^jNSNjZjj^UjjjjMFNXiiHiiIi^iaLSaP]Ra]i^]UiiiiJJ[YMMOlXKU_[cKbeIOUl]X[ZelllYHSUNRTW_VYQMNJ_RLNP^WYZU[Wl[]YQGffffIffKUQf^"
     "IfLMUOf^f[ZWffffLHXWVQKa]HUZSSL^lMPO`^V]]`lllcOM_VllNllNCSZWQ]TcKU^llll^llllKGcTcjMjjI[X[UJ[LNjOj`_cjcjjjjLOQROQVQTYPNOJZSJNMaYXXVWThahZQHaaaaLaaIaRaaKVGSYMaaaaVaaaaaQFbbbbHbbKbbRYJbNQWObbbbbbbbbbMJaPaaIaaEXaaaTaQaaNVaaaaaaaaaRIbYbb"
     "HbbJGbbLRbbbbQbbbbbQbbbbRI`O``L``LFUXUPRQ`MP``````````MDYW_ZNf[SVXYRQYWJOM_fYfXffffXLGUUUUUUUKUUUUKUUUUMUUUUUUUUUUQHZZZZFZZSZZZZPZZLZIZZZZZZZZZZFUUUUUGUUUUUUUUUUUUUUUUUUUUUUUOF^^^VP^^GV^^^OV^^^H^^^^^^^^^^"},
    {"be", 0,
     "́абвгдежзйклмнопрстуфхцчшыьэюяёіў",
     "HrOOROPXaVeLQLQ^ORNPTSWXUWfiV_V`T_CUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUIjWTSOPVgUPQMOJ`VLQQ[XWW_^qqeeNiXOOgEgZggKgggTR``PgLQgLg]g`gUgU``gIgQgDggggJgggggggPgggUQgggggMgXgP^JgPiDYP_bLiib_RbbO_MWiOibWii]iXiiiLiNiHi]bViKLiVZ[LNiPNiPi]iiiJi"
     "MiiiiiMbV[UPTZWSOMLRJXVIPLZjbUX_jjbjZbYSN`HX`XX`S``R``MLX`O`N```X`F`R`````NdHS]]dJddd]QdSRdSLdYddddYUdWWSYFdGffVU_T[fVfVVVOf_TDMf_fSfWfff__fZfOmE`S^_TmfmcYYbRaRRTP^_fmccm`emfEmPjHYjWZLZjjUj[]Pc`_VQcjjjjRH`RO_HjMiFN[[iHiiiXX[bOSiQbTb"
     "bi_iQiYiWiJiMmI`ZMLOm[mS][XSefIOUmcUc`NS[cRVMmR`WSOULhY]TSLPGhPJPPhY`VSXhhhh^h`NRfE[ff_KfffXS[TNfNSYMfY[ff_ff_TfJfMlFUVSRllelSUSWPllNQNbYUl_HlNlllllPmM]TmmOmmmCV_WSYamMQ`VXmmZZ^mV`OmKjE[`jjjjjjXVZPOjIUjNj[jbjJjNjjjbjLaMMTPPiXPZQOOJY"
     "SKMOaZZSXUiiTXaiXaRbHbbPbPbbbbRbbObHbWJbbbbSTbbbbbHbCeJeR]eUeeeeeRVKeTSXUeeeeeeeeeeeOeMdK[RddSdZdHddddddddPdddddJUM[PXHdQaFTaaaaaaaaaaFRaaaaSaaVaaIaMaaaaaM`I`LW`````Q`W`OWSKNQ``WP`I`L`````Eb_SXUTZY[NMPSNj_RUQX[QWS^jjjbKbUWHddWSXPTdd"
     "dWdQLd[dFOdd[ZdXdddQMN[dL^TXTUUeeZLQKOI]ZIOReSXPWReeeYWeXeHUMU]UU]]R]KUMN]]OQI]S]]R]]]]]]]]]Bbjb^ZRjbb[ZSUMjUQZUjjjSZbjjjjYjjQOU]UF]]]]]]RQ]F]]O]Q]]U]]]]]]]]]SPGfZUUTU[^VOPMVK]UQQOb^MWV^mmmmJcWaDeUe[VLeeeeeQeKe[LJReeee]]eeXeeeee"},
    {"el", 0,
     "άέήίαβγδεζηθικλμνξοπρςστυφχψωϊόύώ",
     "HZ[c[MRPRQXZZSLQKPhSOUjNN^TQ`_j^jaFiiiibVPSiXW_PQMOIiQWK]SOiZUiiiiiiReeeePXZ^eReYLTMPHeSVKKQJ^ZTUeeeeeCbbbbbbbbbbbbbYQPNbbbPHNUbbbbbbbbbOggggETRRVU``gQOQI`NUQWUNgZ``UggggGandZgTQW^VnXTPNNJYYTMLQMWVWnnTg_nPMSeLIXeSMeT]IeSeUeKeLe]e^ee"
     "eZePYeRXXZSLhP]PhWhJFRWXhKhLhhaYh[hSh]ZhRRYeLKeeeHeOeHXeZ]eK[QeeeOeeeWeTTeNajjUXSRYjTj^RLNRMWYPILQKOZWjWV^^jKKSYPIcZcMcRcHcUSXcKXcccZZcZcccTcSFddddd[QTXddd]dRINddYQIMNdUdZdddddQTOWTQ___H_O_J_WIR_J_R___W___T____KPVmmLTTZUYYXmGNTMdLYR"
     "WOQm_Zm]mVmZMIROSIeblRl_eNZVW_lJeOb[QTb[l_lLYWMOSXMJUUXMjSjHXOV[jK]jcXTY^cjVjRjYNNMWSIS_kJkTkNdkPakMHkkYZk]_kakQXZHPVTPLbOPQZQ`JX][^eMle^WIal_lUlSl_HZSZOSZZZLZPZHZZOZZIZZZZZZZZZZZZZZJmcmXZSRWa_[`SVOONcfUOPPVFYYmm^mJmPOOhPHh_^MhXhLaS"
     "[]hIWMhhNhhahXhOhhNPR_NHXSWO]VZITWQUlJlldVQY]_lRlQlV@gggggggggggggggggggggggggggggggggYNR[NL]_iMiOYLMRQYiLXUiYHSZVi_iUUbLOTVQKlblMPSbK_[X]lJlK[O^Xl`lYlNbXHNT^XMQOTUTZYRPQQOW^QKSQLhY^ahaXhhNQPPMLaQaNaUaJaSYaaKaKaYYYaaaNaSXYONRTOIcc[M"
     "cXVGXRR[cLcNcc[XcccUcU[[NOWWWWWWWNWGWGWWWWWWWWWWOWWWWWWWWWPaaaVaYaaaYaaaUaMCaaQMaLOaaaaaaaaaK]]]]]N]]]]]U]GNOO]]PP]UI]R]]]]U]]GggggWYOX^X^ZZOKKJ[g[MROMgZ[ggggggHddddVQQTVVWdTPOMJ]]MJSRNddYddddddP^^^^^V^^^^^^V^^QC^UPJ^RU^^^^^^^^^"},
    {"he", 0,
     "אבגדהוזחטיכלםמןנסעףפץצקרשת",
     "HLORSNRXUQRUPhLgRNWjOjZNRRURaVTSQIVWPI_MVQPJPdkRk[PLWYMNU^UMH[WUHhOhV^OVQhah[VJTVHNS_UOHZf[JfNfVYPV_fXff[JX_JPYUXLHXg_GgRXUUR_gg[gSSMP[BOUYXUOaYVQaU[Rj[WZjWjXTQU]LMQRRVMVVRPdNVOPLPX_Tg^PKZLKOPWZOLbSTEZTbNbRXbbUbUbMbbLTNYLRHVaYJaPaRY"
     "USaaYaPYLQQKMTXaNHha]HaShRROS[hah`TIaaHPRUUPMX]QN[OOSUMS_aU^YPQWKS^S^PVGQSVM^PUVVQM^SK^^^RVJKMQSRNIWbRF_^WR_NRi_SiiSXV]@bbbbbbbbbbbbbbbbbbbbbbbbbbVMMWUQJTVMI_OiiUNQRiRiXQMSV@cccccccccccccccccccccccccc]PWJKLLScNFjX`UjWQjjWZZQYYXKNU[X"
     "RJhXKI_OaPXO[ZaOhaMPh[IaMaSNHTaaJYNVSaaaaaaaaaJRNBWWWWWWWWWWWWWWWWWWWWWWWWWWQMTUfPHX^QHfR_WXOT_fYffVHUTAWWWWWWWWWWWWWWWWWWWWWWWWWWGT_R_NK___H_T_P___W_L___K_VKNVaWNHXiOIiPiRYOPZiYiYaMWaJOPQPOJWWQGYUWRYSS^aVZ[S_ZUKSN[YRIddQJdOdQWK[MdU"
     "ddQQdQAUXha[QhXhKh[^UhZhWahhh[UZh"},
    {"ar", 0,
     "ءآأإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًّ",
     "Hj]OVjHNjP]SZ_SaTYQU[^ZeXVSVORNSTUjVjgCXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXLXQXXXXXXJXXXXXKXLPXLXXXXXXXXXXLXLXXXLXXXeeeeeeQeUVZSVTSKZLUYeWeWVQYQNLM]HePeeS_________M___S_R_IV____V_PVORKJ___G__O[[[[[[MK[[[[[[[K[[[[[[[[[[N[L[S[P[F[[JZpp"
     "pWpRpP_X]]ShNXS^`]Yp[XXbSEPJZThPapNiiiiiHbTRiYWb^iKiZXii^iRbiZVOiPXJiG[X@hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhIiiiiiIZi[iYY^]iK[RMZiii[WYVTVUPZJbIiiL]]]]]F]R]]]]]]]T]]]]]]]T]]]]NTK]MTI]]MeeeeXIQUZeeeeRZPOZeeeeeXeeeXSQKZIeGeeN_____LW"
     "TTST__H_I_LTTP_____T_P_W_TWOT_M]]]]]H]]O]]]]Q]K]N]URS]]]]]]OL]]N]L]]IgggggI]P^_]]gZgPgWggggggZgT_USQ]IXFXgPXXXXXKXXXXMXXXXGXXXXXXXXXXXQQXXLLXPXXJkkakdIOTSaSaaSkd^R[_ZYk_WXTRWRR^JZGWkJTYaaSHRYXaVaYaaRaXaaaaaaYaaaVRVYMaEaaJhhhhhJO[Lah"
     "a[ahQhhhhhShWhW^MPRO^LhHhaQcccccJUcRcccXccNccccc[cXccTSROUOGcHcVN^^^^^PQMT^^R^^^G^^^^^^^^PLV^N^S^K^J^^JZZZZZLZPZZZZZZZKZZZZZZZZKZZZZZZZNZFZZI`````IOLS``````M`UX````R`XQ`O`PXMUKV`KVVVVVIVVVVVVVVVVVVVVVVVVVVVVVLVIVVVVVIbbbbbJNKRYbbbNb"
     "MYbVWbYbbbbOVOOPbTbORRLdddddGdTddYddUdJ]TYddSddddddSRU]GdJddKdddddIYVUdYddUdKdUdWYd]dUdWdNYPYJdGddKcccccKPQSccccKcNcZcccNcWccccQPVcMcGYcKiiiiiHX_Oa_ii_iN_O]iiiiVY_i_TTP_GiHiiMm[NTmLPXOYTWXTmUZOVWf[cUUSUORNPTNZJ`cKjjjj_HMWPjZWbYjObRZ"
     "Y_^jUVZUQPYPYLjIYbGlllllLVWOeOleLlXXRYXl_]eP`ZR[UbZOeH_lLcccccHVcccRccZVKcZZccccccccPTPMcIcKXcImmam`LPbP_SYaS`LUOYam_mXUQZQMOKXXeNmmBYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYHoooocLRIPcVoaUoOURXodZo^VUXPNSLYOoU]eK]]]]]A]]]]]]]]]]]]]]]]]"
     "]]]]]]]]]]]]]]PXXXXXNIJXXXXXXXXXXXXXPXHPXXXXXPXXXPXX"},
    {"fa", 0,
     "آئابتثجحخدذرزسشصضطظعغفقلمنهؤپچژکگی",
     "HQfMOPaT[XQ`SWOUZd]cW^SVRMQRSiPU[NRUS```ON````QNLRMR``````SUKMK`P`UU`QROV^^P^S^^^^Q^^S^^^^^^^^^^SSQLE^^^^^^GKaUnTPd[]ZQbLTOYab`n]gWZMNIUPnV]gRTJNffG_Wf_XUWfKXV[_fXfV_ffM[RMIf__fY]JHhhHWah[Xh`hKUR[ahhhhYZ^UTSRJhhhhV[JJWWFWWWWWWWWWWWW"
     "WWWWWWWWWPWWMWWWWWWJOaaIRaaaaaQVMOQSaaaaYUYaVOPMLaYaaVaHK[[S[S[O[[J[H[LQS[[[[[[[NQS[[[[[[[[LP]]I]L]]]]]]O]]RO]N]]]]]PP]]G]]]]]]LHf_IXfffffYfN[S[ffffff_XUWRLJffffZYHNXXHQXXXXXXXIXXNXXXXXXXXXXXXNXXXXXXHJj[JROjUj^PjjURV`^cjjj[VXQSQJjja"
     "`RUHJbbHPSbbbbbbSbWZbbbUbbbbWOSTLbXbbbSFIg`IVJg`g`YgQgggggXg]`U`PUPULgVggM`IKaaKSLaaaTTaOaaaaaaaSaaPROKPLaaaaOaKJZZRPZZZNZNZHZZZZZZZZZPZMZZZJZZZZZZNGVVIVVVVVVVVMVVVVVVVVVVVVVVVVVVVVVVLGZZPQZZZZZZZJZZZZZZZZZZPLZZMLZZZZZZKJUUUUUUUUUUU"
     "MUUUUUUUUUUUUUUFUUUUUUUUJ]]LMNU]]]J]L]]UR]]]]]]]ON]OR]]]]T]MOYYGYOYYYYONKRYYYYYYYYYYYYOYKYYYYYYMLaaIYNaaaaaaHaYaaWaaYSaVPWPaJaaaaYaJK__JNQ____P_MRT___N_S_W_PTSNN______HIhWHTS^Zh[UhWWRahh^haZYa_QOTJh[h^SVHKhaGNPhWX_ZhNhRXZ^hhUZ^YUhPR"
     "LhUZhUTKGk`KSPkU`kLkYVRYkk`ckcb[ZX`RMkZ_kTLIDffLfZfXf_[fOUW[ffffffXfRRQSQKfffTfOKYSKSPZWl`UlKUPW`lllllX`NOKUSlTZZQSKA[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[PccFcPccc[cXLUV[ccccccccScOPJccccc[HL^VI^Q^^^^^^T^^^^^^^^^^^VRSMJ^TV^N^GLYYGYYYY"
     "YYRYYYYYYYYYYYYYYYYPGYYYYYRKJggGgP`ggg[gLUPUgggg]g^gQVQUHg]`g`gKKeeFWeeZe]eXKU]Zeeeeee]eS]UVGeeeeeeJEnnLUPnY`^VnQZSXnnnnacYYOTMTPnY]ePWL"},
    {"th", 0,
     "กขคงจฉชซญฎฏฐฑณดตถทธนบปผฝพฟภมยรฤลวศษสหฬอฮฯะัาำิีึืฺุูเแโใไ็่้๊๋์",
     "HQ`QfTfVSeiiiiiSPcUaURScbUU]QYUiRT^iSWiOWjejjjjjjjjjjHSO^TjjjjjjIWW`[eleTlallle_Tlbc^WlllbclWlNVOR[QWllTllSPHcNQblPVlPXV]eWVeZlROSaVaSaSYYaaaaYYQaOaRVaaaTaaRTPaVTaaaaaFYaaaQaaRPaaaaPTQaRaaVaaaQXgYgZgZWgggggZ`Ug`gRgWgggggRUJ`PN]gU`gM"
     "ggQOK`RPgVQPgT`P`gT]ZggPHIVPZUh^W[hhhhhXNhVhUhVh^Z_^ZY_aXXYhSShP[h[a^hRahhh_hKTOXWUhhhhhS]dW]ddddXddddddddddOdddddddddTdWddddddO]d]IMYHHdSPPdVd]dddTYXd]QYYYYYYYYYYYYYYYYYYYYRYYYYYYYYYYYRYYYYYYYYYYYYHIYYYYYYYYYYYIYYYYJTdYd[dXdddddddd"
     "TdV]Q]]dddddWdVdRSdYWddPddVNKdLKdUWSdPdQ]dTTRddTQYa[Yhh_Zhhhhhh^WhahN[YhhhYhS^VhQ^hhYhhNhh[PIhJJhWROhP^Qhh^[^hhPL[Q[[T[K[T[[[[[[[[[[[[[[[[[[[[[[I[Q[[[[[[[S[O[TJ[[[[[[[[[[[N[[[TMOVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVJVVVVVVVVVVV"
     "VVVVVVVVPYYYYYYYYYYYYYYYYYYYYYYYYYYYYYQYYYYYYYYYYYYYLYDYYYYYYYYYYYYYYYYYQ`````````````````````S`````````````X``P`S``B``U`````TRX````````KVVOVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVLVVVVVVVVVVVVVVVOG]]]]]]]]]]]]T]]]]]]]]]]]]]]]TK]"
     "]]]]]T]]]]T]N]PP]]]]]]]T]]]]]]]IMY^]^ZiaXaiiiiiUYiaiRZiii^iiV]ViZUiiYaiLii[NJiOLiS]LiMWUY`aiZiiKMQkdkdk_WkkkkkkdUdkkZk^kkbkkYVIkYZakTdkNkkMKMkMUkkVTkSY]daYPQbkNR]]]]]]]]]]]]]]]]]]]]P]]]]]]]]]]]]]]]]]K]]]SD]R]T]Q]]]]]]]]]P]]]NffYZfff"
     "fffffffYffYVUUfff^ffWXMfUYRffffOffUOJ[JHf^[VfRf^[[O^fffTMO]]T]]]]]]]]]]]]]R]NU]]]]]]U]P]]]U]]S]N]]]QL]IL]]]]]Q]]]]]]]]]THUYYmTmYSammmmmNNeUbVWZmm[_fUV`mXWemUZmNZmZVLfONmU]YmNTQ]Zf[Wmm[OQ[ZaVhZahhhhhhYQ[YhWNYhh[h[XYLhOYhhZhhQahhNIhLM"
     "hhQPhP^UhhhZhhhaMSf_fffXV_fQfffPPf_fUfUffffff_LfQfff[ffLffXRKfQKffPVfRQO__TXfffYOWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWMWWWWWWWWWWWWWWWWWWKWWWWWWWHWWWWOXXXXXXXXXXXXXXXXXXXXXXXXXXXXXEXXXXXXXXXXXXMXXXXXXXXXXXXXXXXXXXXQZbbbZbbbbbbbbbbUbUbQWbb"
     "bbbbQTQNSZbbZbbObbXPMbHOUONSbbbZbbbbbbbMNQcccccccccccccSZccccTcccYZcVcGcQcccQccKcccSLcJRccQTcYZWcccccccTR[[[[[[S[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[C[[[[[[I[[[[[[[[[[[[LR]YX[kZZkkkkdd_Od^kRRXkkTd_[aQaS]kbU]kO[kYPHkOSkTXPkORRkdWQ[kkd"
     "FViVM`iiXiiiiiiVSi_iNX[i_b_bX^SiSRiiW]iQ`iUXNbTWibQQiRZVXb]TbiiOOX]_ZVm`ammmOm[^V`ZcU^VmmfmcS_Wm]Wf_Z`mTamTNLmMLcZWPmR^Ymf]]RmmGQ__T__________VCV_________________UI_M__________________________NVP^Y[l^YelllllZVlblQX_lleYeV^clNWllWalQ"
     "elSRFVMNlbbQlQ]Ue^Y_SllSLYaaVdkdXkkkkkaZVk^dTY]bkY^k^SWkF_kk`akPkkWJLkNPdkdkkMYUdakWZkkWKK___U__________T___T_______R_K__Q_RLT_____OJ_T___M_____________JW_W______TWR_K____________UTTF_____W___W___I_________WW________JOhOOh`hThhhhhh`"
     "NOWhXZhhhh[ZRhThSQhh]RhX`h[NP[ST`_ZYhLWQhVhY`hhN[ddd]ddddUddddddddddHd]dddd]HOJdLUdddddddd]QSdV]dddddddddd]VVddKIWWWWWWWWWWWWWWOWWWWWWWWWWWWWWWWWWWWWWWWWWWWOWLWWWWWWWWWWWWWWWWWOQf[MZm`^mmmmmmYUm[]KZ^mmfTfPYJmNXmmQ`mNcmVNNmOSfcUTaP_W"
     "cmVfmmbdMPbbbTbWWbbbbbbTRbbbbWZbbbbbVbRbSPbbbbbNbbPLKbLPbbUZUPZUbbbMZbbSIVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVJLZTZ^^VT^eeeeeYTe^ePPWeeXR^SZTeUHee^RePWeeeeeeeeeeeeLRPeTeeeeeecLbULcjYcSjjTjcOPjXjGPUjjcWjOT_j"
     "PJ[`PjjjjjjjjjjjjjjjjjjjjjjRWjjjIReUQ[oXThoochYTNhT[KWXooY[hNSJTRUYYTSeSYoSooooooooooNXS][ooooooLSZPZZZZZZZZZZZEZZZZPZZZZSZZZZZZRZZZZZZZZZZZZZZZZZZZZSZZPZZZZZZZNKdZOWkTZdkkkkkXO`T^ISTkkdXaQWPkMP]kO[_YakkkkkkkkkkkkNYNddkXVkYkIS^ak]k_"
     "XkkkkkkYZkWkNY]kckXc]ETkXTbkU_cVckkkkkkkkkkkkNTS^ckMRkYkNXXLQXXXXXXXXXXQXXXXQXXXXXXXXXXXNXXXXXXXXXXXXXXXXXXXXXXXXXXNHXXXX``````X```````X````O````````O`````````D```````````````````HM```JL]VQ]dSQdddddYPNdURLdYdddddPUNdNddYQdddXddddddd"
     "dddddQdMdddOX]UdJNgUXZgUSggYgggTWg[gOUOgg_^gT_IgPVggXggS_ggggggggggggK[QgUgMPg_gHVVVVVVVVVVVVVVNVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVgN[RVTYRMnnnnnnQQnR[POQnnZYnLTNnMIYnXSnNTnnnnnnnnnnnnnnnnnnnnnnn^OfNfffTQffffffPZYZ^ULQf"
     "fZWfPSRfGZffMWfIWfffffffffffffffffffffffbKiL`WWONbiii_iNNiSZPORiiYbbOULiNRii]WiMQiiiiiiiiiiiiiiiiiiiiiiiV^^^^V^S^^^^^^^^F^^^F^^^^^^^^^^^^^^^^H^^^^^^^^^^^^^^^^^^^^^^^^^^YTbUbVbYMbbbbbbSKbLbMLVbbSYbHbRbQRbbbbbLRbbbbbbbbbbbbbbbbbbbbbbb"
     "XIaaHaaaaaaaaaaaVaaaFXaaaaaaKaaaaaaaaaaMaaaaaaaaaaaaaaaaaaaaaaaaO_ffN[f_YfffffffXfWfO_SV_fffSMXf_LfffffH]fffJYYWfYfffLN_fYffffffHd]dNUd]Xdddddd]ddddLdddddddYWdddJdd]TdGddddJddddddddVd]ddddddddPPWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWP"
     "WWOWFWWWWWWWWWWWWWWWWWWWOYYYYYYYYYYYYYYYYYYYHYYYYYYYYNYYYYYYYYYYQYYYRYQQYYYYYQYJYYYNYYYYEO]UjXj]SjjjjjjQRjRjRV^j`^YjQYUjUW`jSUjW[jjjjjjjjjjjjJPSZUjjjjjj"},
    {"tr", 1,
     "abcdefghijklmnopqrstuvwxyzçöüğış̇",
     "HNNRRSTPQRZMQMRVP^SNOVU[[SWVZbjcZqH]TUQ_WUTU_PMOIYTcKOOXTZhQT]ooYo]oNGY^VJ]VZIg`R]ZL`gN[ZLZZgU`[YWg]ggNFfVXGTfMOfZUUYOf]SYYPZff^^ffWfYffHHZ_UI_YWKZZWW]K]gSg_Og]gV]__SgWggHWVUVUYUWVbNMPLYXlJMNYRZ^QSXllelTlJIbZbMTSbJZTPbZLVbKXNObbbZbZ"
     "bbbZbbKHUX[M_RSLgXVXUL__MZ[L_X_SggYOgVggMFe^ZLXWSJe^UPTLWeQYTNeYeeTWeeeWeeHRTRUUWU_^[NLQKXU^ONN]Tl^RUYla^lTPNFV^VOVV^JVS^V^N^^VV^H^^^S^^^^^^^^HH]]bP`]TK]XTVXLZiOQRPVXiV_S]SiSZiJHVUWKXU^I`UPS]LZj`YSPXcjTc]jUjRjjJGNYUJ_YYKi[UOZMTiYTWR"
     "Z[]Y][bXiW_iGKZOMN_MWLZVVYXP_k_TORYddPZ^k]kV`kJXUZVZYSVZVPLMHVTbKMPTPXbWZ[jjWj[jJG[X^I^XULe^UWeKXeQURPe^^VZTe^eZeeIOYYRRYYYYYYYYYRYHYYOFYYYYYYYYYYYYJIVURKXV[J_SSSUN[kUTPPX^kU_ba_kR]kKJW]YM^cSJcOSZUOWjVTLPTcjU[Z_ZjLjjIH[`^Lj`RJ`ZSXWL"
     "`cMSVP]jj]WS`VjTjjIMSRRSXRWT[PNOL[ShJNOXRahSRXhhhhWhMEeVWIee]Je]SeWO]eSXePQeeSeeeeeYeeJF^^SMRSPK^SV^VPS^VPSV^^^^^^^^^^^^FKJYRROYYOYYYYYYMYRRRRRYYYYYYYYYYYLEVUTLgY[PgZURTNZgRgROXgg[gg]UgPXgHIUNSKcVWLcXQUUQccXXWUcWcOOcc[cRccNEbbbGbbbI"
     "bWYbbSbbWbbUbbbRbRbTbWbbKZMZRZZZZRZSKZIZZZPNZZZZZZKZPZKZZZJ`RPS``````LPNJ`N`IOS````UNU````S`JLZZPNZZZLZZLZZLZZZZZJZZZZZZZZZJZZCdY[dddddddQORNdXdMN[dVddYPYddVdVdHJ```K```K`RMSXQ``U`KRU````O```R``S]M]]]]]]]]]RUH]]]KGO]]]]OPRU]]]S]"},
    {"pl", 1,
     "abcdefghijklmnopqrstuvwxyzóąćęłńśż",
     "HPOQQUTQTTTMQLRVNaSMPV]R`^Tkl_lXlYfH`TPQ_XUVVRSLMK]VdKQPUaTj[VqqqqWOdqPG[ZXL^ZVIhhQa[L^hLR[MhXhTa^ah^hhhhQNk_]L[kENRL[aUSkbY_cTckkPIXkkkkkkkKKjjVLc^ZNcTZ[KK]jP^cQjZjLKXcjY_jjNHVYPRX]M_YONNPMZYoKOMW`Vo^UoooobUXhLJc[cNcRcI[[PX[LVcHcVK"
     "cccVcccccccccOHYj^OcRUJaWY[WGccK^cOjQcWjVjjj]jjjEJaa^Ka^VMhaXQWK^hSWURhhhYhhhhhhhhhGNUNXH^Sf]RRMUMRXbSRPX_WeeZeWq[dWiqJI[UYNaahQa]aWTR[h^ENPhYhhh[XhWhh^hOIn^dUag[DgbYZdM`nQTSQnPnbgYYn`dnnnMIW_ZK`VbGeUR_RJ_leNTO_VlbelYl[llllJHP[XIb_`"
     "Gd`[Q_MRl`S^Sb`bT`WelbllllLJ`SLMbLZI^U]cSLancYNTcffNYV^n^nnnnJURSN]YSZ_YQNLKZOgLOR]^KgbXnnnnRTVcOHiYaKa]VK^]S^SIaiLRROiaiViO_i^ZiiiHMYYRRYYYYYYYYYRYHYYYGYYYYYYYYYYYYYNHWTRNbV]NnUWSXJ`nWOPPeWnLRQgYannnnPO^V^N]fYQbDX^ZQXn[XLTb]nSLd^ne"
     "VnnnLHb_aMlbUQbSWZXJbeIWYPl_lJ^Q]lXllllKNQTMS^Q[VUQPOJ`TjJNN_ZVj]SjjjjVVcZKH]UUI]]]F]]U]RQ]]R]]R]]]]]]]]]]]]]HFjY^Lc^`Ij^_jVN`jYOW`jbjN``YjWYjjjGMLXPPMXXPXXXXPXLXXXPXXXXXXXXXXXXXXETYMWYZTj[JNNMQ]TjUQR[jXjcYjjjj[XcQOJVSZIi[_KRMZZLPXi"
     "T]RRiQiLUa[iXRiiiWcX[XcccccccVc[cVcQcQccBcccccccJccSD__HN__W________W__TI_____________MHPZZZZZZZZZFZZZZZZZZZZZFZZZZZZZZZZZC^^LS^^L^^^^^^^^V^^^L^^^^^M^^V^^^QVOMdYTRdPdddLdWMH[dddWJdYdHdWTddddddOeeWeeeeeeeeeeeeeee@eeeeeeeeeeeeeeeQT_E_"
     "____T__P_P___G____K_____M_____SJXSTH`X`L`K`XO`X````J```K````S````"},
    {"cs", 1,
     "abcdefghijklmnopqrstuvwxyzáéíóúýčěňōřšūůž",
     "HPOSQTUQRUSMQLQVO`SNPWTZ^ZU_jdm^mUmf`_VmmfHaRVQ[WUTTPRLMJZTeLQNUVWgYUqqqqbq^qbggYqqePG[ZZM_[WIbjSb[KbjLQ^K_WjVbQb[jbj_Vjj[VjjjPMc[[LYkDPkJZY]RkbU]]Uakk[kkkW[ckkkkkkkkYkKL`]WKc_YK`_XWNJXkSNYPb`kS`PUVkc^kUk^bSkXNLYXNPW]Q[PRNNNJZXoKPLZ"
     "SWYYW_oooooWo]o[]oodKKc[cRUOcJ[[XY[KVcIXTOcccVccNcccccccccXcccNGXi]LbSQL_VU[WNbbKVbJiYbQiZbi_biiiiiiVi^iFLdd`Ld[lQ``SSYG[lUXXVd]l]ZTa`d]clllM]]]alLSROVR^RW`PPKRFWXaQQM]U[W_W[o_hooYohcoYooaQLZhTM``hK`Y`WVN[h^FKO`YhhhT^WhhhhhhRhNhhhPK"
     "e_eRbc[NcaZZ`L`oQ_TNXYoPeMHh_oHcooWhZoXoMKV]XLcXYH`USZTJ_mcNSNWmcQfU[U^b^ammmmUmRXIJP^XIc`]Jf`]SaLSmaQ^R^_aUaUYWmm_[SmmmXmVmKH[UMOcO]PZUbXXOZo[KPR[chS[SUPhoZ`VofoRoV]IURUP]^SU^UPLOKZQgMNPOMVgaUoogooo[oaoa^ooZMH_V_KaYYKaXVZVJWiPRTPWa"
     "ZViPRTiiiaiZVU]iYiIPZZRRZZZZZZZZZRZHZZPGZZZZZZZZZZZZZZZZZZZZNIU_RL_VZLgUZSVK^nWMOMX]nObS`X^g_ZnndnSnQnPO_S^NZgRQgCSW^QYnVWLUV]nY`[nWnZgnnnnnnnnnNM_[cModSHdWXYVLdgLQRNTgoQTR[VggUf]ooVUoRoGPRUTT]QXSWUOPJ_SlLPP`WeYXQWlllllellllUll]QHa^"
     "WJiiiLi^UiRM^iONU]XiiRiPOViiL[RiiaWi^iOCccXPWXVNcV[c[PXcXPMXcVcccccccccccccc[cccIRN_VGT_VJ_____RR_VVRNV_TT______________Q_CM^QWT_YXWYWVRYVThQShWhhhYVha`hah^hhQhUShhMIUfYJf__NV[OXQOffSO_PXYfPRNUR_[ffffffSfRfGhXPPhhYWhWUMOGhRhQWOhRhhh"
     "UhhhhhhThhhVThh^CahhXhahGhhhVUUhhhOSa]]hah[hhhhhhahhh`VhhhEZTKZe^eSeUOMMLeeeOPWeReee^eeeeeeeeeeSTee^RYYYIYYYYYYYYYERYYKRRYYRYYYYYYYYYYYYYYRYYYM]]]G]]]]]]]STM]]]T]HT]]]]Q]]]]]]J]]]]]]]TChhEShhhhhhYhTahhh^hhhhhhhhhhhhhhhhhhhhhh^QMcZcJ"
     "cccOcNXcJTcccXGSVccccW[JccccccccZcccI``X``````TSHLO```KKL`U```X``````````SX``QHJYYRYYYYYYYYYYMYYYHYYYYYYYYYYYYYYYYYYYYLYDRbQbQbOMbQMbbUbbbOUObbNbbbbbbbbbbbbRbbbbbNP```E```H`O``S````W`T`````T`I````````````SPg`gPgggSgZX``XRgYPBZQggggR"
     "gT`gggggggggggCNXXXXXXXXNXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXBeeeeeeeeeeeVFeeeeeeeeVeee[eeeeeeeeZeeeeeeQL`WTQ``XFUM``NXX``L`Q`````N`M````````O```"},
    {"sk", 1,
     "abcdefghijklmnopqrstuvwxyzáäéíóúýčľňšťž",
     "HOOSQUUQRUTMQLQVO_RNPUUZ_[Uakmcm_mWgeTeeGaQTQ]VVTVOTLLJ[SeLROTWWj]Vqqqqqqq_jg[]_PG[^[N_[WHbjU_^L_jLQ^M_WjUbSjZ^jjjVZjjjjQLk^^LZkDOkIZT]PkbTV_UakkXdkkk_[VkkkkkkkKL]_ZJc_XK__ZXOJZkTN`Q_`kRZPkVZW]^T_UkkNJZWRQX[PTXNMMRLZXoJOLVUVYYW_oooo"
     "oo]ZZYd_KKc[cPYPcJ[[Vc[KVcHcTOcccVcccOSccc[cccccOFYi]QbTSK_VUZWMbbJVbJi[bSiZiYiZbiViiiiiELdd_Kd^aR__YRZF[kRXZUdZk]YXkadd^dZakkkkLNRNWP^ReaQPKRH]X`RQM]WZV`XYooaWhoXoeZehIMZhVMaahSa[aWWNZh^GKMhhhhXXh^^hXhNhhhhhPKe^eLcc[NccZX`L`oQaSOYX"
     "oMePoJeXYI_oogooMKV[UNcWYHcWRWSI^mcNROVmcQaVm_TUX_Ummcm]JJP`ZHc`_H^`]V`LSmaS^R^_aVaTmWWm^mWmmfmmMH]VLNcO[PeYbW]McoeJOUYhhS[QoRX_WTRoo^o^JVRPP^_TVaVQMLL[ShMOQRIWhdWboohoooV]obo[NH_VaKa]YKaVXZYIXiPRSQWaZWiUiQSWaiZiUiiiIPZZSSZZZZZZZZZS"
     "ZIZZPEZZZZZZZZZZZZZZZZZZMIVRRM`W^KnU[SSJbnWNONY[nU]RnZUVbnUnngYnPO_R]NYgYQgCSY[QXnWXLTU[n]agnn_n`^nnnn`nNL_]dMngSKdVZTVIdgJPQNSdnQRQnZW[aVWnnnnnHOPXPT[QRSXTOPLaRkKPP_VkUWRVkkkkkk^dkUaXGJjbYKjjjLjZYjSLbjQPj^ajj[jPUQ^jaNXjj^jjOCccVPVX"
     "VLcVZcZQXcZTKZcccccUccccccZcccccIRO_WET_WK___U_MR_WWWRW_TU______________BP`KWT_[^WXWXSZWRhV^hWhhhh[hhh`hhh^hhVhUMIUfVLf_[LUYORRNffRM_R[YfTTMfVP_ff[ffSffGhXOPhhX^h[XMOHhQhLWNhRhhhThhhhhhhS`hTh`NWWWWWWWWWWWWWWWWWWWCWWWWWWWWWWWWWWWWWWW"
     "C`gWWgggGgggWVQgggLg`[^g`gQgggggggZggUggIcPNXcccccTPMSGcVcKNccNcccVccccccccPccc[VaVaTaaYaaPaaYDaJaGaTaaWaaYaaaaaaaaaaaaaM``QU``````XPLIUX`XNH`````K```````M`````Cg`Egggggggg]T`gggVggggggggggggggggggggRVPf_fMfffB_Q_fOVffffNYffffffffOf"
     "fff[ffffLFQ[[[[[[[TK[[TM[[[J[L[[[[[[[[[[[[[[[T[[JE[[[[[[[[[[[[[F[[[[[N[[[[[[[[[[[[[[[[[[RLd[dNdd[Q[NVW[TPdULE[MddddUddQZddddddXdGK[[[[[[[[[[[[[Q[[D[[[[[[[[[[[[[[[[[[[[[PKaaKTaaYFVMaaLYYaaKaQaaaaaYaaOaaaYaaVaa"},
    {"hu", 1,
     "abcdefghijklmnopqrstuvwxyzáéíóöúüőű",
     "HPPQRRSQQTULQLPVP_SNPWUZ]ZW[W[Y`fcfiI_RVQ^XRSMVQKNKYR`LPNTWVhYUooh`ocoooMHWTXK`WUIhUUU`N]hNY`MXYhW`MWhVUh`_hMJ_PYIWfMKfXVWTNf^SJYR[ff__fQ_[f_fffHKaaQKaZXKZ^YU^MPiVRaOa^i]ORPWViiiUiLUXTRVYOWT^OJQL[YeHPLXWX[YS_mfmmmmmmLLc[cLURcM[[Sc[G"
     "[cMXVOcccccWNc[NcXScGIXjZPbTTLbYWYVNbbM[`NZ[bK^TYbV[jjj_NH__[H_W[Lf_WPVKXfRUTSf_ffUTPfRf[T]fFMTUTW[Lb[[PLRL]V_QPMXW^^^VWnnWnnnnnNIUVUJV[cPV[cUVM[cVVIMWccWUOcc[cRXccII]_^Na^VI]RZWYM^jPZPNWVj]^VTXUOj]jjHKX_SM_V^J]WLW[L^l^URPUlbUbPTXW`"
     "elYlLIO]VK[]_K_]]M]LRd]WZU^^_^]NKZWkaakdIJYULN`LXL]XZWTPblbULV[beOWSPl^ellelLYS]P^ZRTZVOLLIXSdJMNTRT`bVkkkkkkkkkKHYW_H_ZRLV_XYgLOgQTQR__g_gSR_ggY]ggKPZZSSZZZSZZZZZSZIZZKFZZZPZZZZZZZZZZJJWQQLXT^JeVZSWNbbORMRY_m_[OQYXY[_]aJNXRYP_aTN_V"
     "[]^NXkWRQRV]k[FTTX[k_YZkHM_Y`I_eSK]WVVZM_eSWMS_bmYTOUWWWb][YMMSTRRYO^OXRMLL^VhKKOaThUWUYhhhhhhhhLGfZWKfffJYfVTWMTfZSTZSffffKNXZff][fKDaaTMXUQLaTXaXTUaXRLXaaaaaXaaaaaaaaGMKTTLQ[TL[[[[TRO[TNT[T[[[[[[[[[[[[[HJUYTJdYVN]SVQYLWdWQdPTdddKV"
     "Vd]]]dddLK[V[IXbbKbPRZSQbiQNNS^]i`UMSWTXiZ[bKhTYRhhPhVMSMRHhWhKKNhOhhhPhhhhhhhhhIgU[YggKg^YNOVOgQgMNG[MgggPgggggggggP_PWW______ROWJV__G_K_I___M_________FZYTUTUWbObSMTKbNbJTQbSbbbZbbZbbbbbbV`G``T`M```NIUO`U`JRXXS```K`````````KYYYNYYY"
     "YYOYJRKYOYKORYYYYYKYYYYYYYYYRQQ[[[[Q[[[OGT[[[[JNN[K[[[N[[[[[[[[[E[[[[R[[[OQN[[S[[[SMK[M[[[N[[[[[[[[[FWWWWWWWWWWJWWWWWWWGWWWWWWWWWWWWWWWW"},
    {"ro", 1,
     "abcdefghijklmnopqrstuvwxyzâîășț",
     "HNPNQSSQSQWPPLQUO[SMOUTZ^XWi]iadI[SSQ]WTTRZTLNHYU_KQOTVWfWUppp[WNH]YYK__UIggS``K]gMXZMgXgP`ggSggLHjU^KYjLLj^XZ`K`aO[PMbjjbbjjL`[IJahTHaWWISaXY^LXhR^aOh^hW^hhShhGPYPVR]SYRdWOQKWWnKPOWVZZYMnnnY]KKc[cLURcH[[Sc[KVcJXVNcccccVcWccLHWhYL`R"
     "PKhYVZVL`hKY`K`X`UhXhZhhMG__]J_]UIg]XPUKXgQWSOg]ggUggYg^GKTLVNWUcT[YNRKTUaQQOVT`[^ZoooaXOFX`SQX`XHTUXXXJU`XX`J```U``````II[Y[N[YOIYWXRXMWfSVUNfQfU[VffffJIV[VJ^TaGaYRZaL]kdXSLWdaddkkRk^LGMYWI`][Jk_YPZLQc^WYS`[`Y_UkWkkIL]RLJ`N[J[ZZ^ZP"
     "afaUNRYcfWZcmMf]KQSRUYZRWUWULNIWRdJOQRRXa^WkkkdYLHZT_I__UJ__TXgLWgNVNNg__Zg_gSgYJK[[SQ[[[N[[[[[S[I[[LG[[[[[[[[[[LIWTQK[SZHmWVRWN`mVTPN[Zm^_bmSeZKKYMXLXbNLjSR[YNSjTTJN^WjZ[VjSjjJI[_aJkdQJaaXYYLkdKVVOkak[U^aOkkKMQSQRZQ]O[UKOK`UcJOO^V["
     "XWWjj_`WNHd]WGYddGddUdULddSWdYdddddVdUddLDaaTLTVQLaTXaXPVaXSRXaWaXaaaaaaHPMTTHP]TJ]]]]TTN]]]P]]]]]]]]]]]IHbTQKbUbPbWUNUNUbQXPMbbbbZbbbbOIJXeXIe^XHeZVVXRee^X^ReXeZReeIeeO[[[[[[[[M[[[KE[[[G[[[[[[[M[[[[[KWWWWWWWWWWWWWCWWWPWWWWWWWWWWWWW"
     "AggggggYg]gg^V]gUgT]QXgggggggggULT[[[Q[T[H[O[T[T[[Q[FTQ[[[[[[N[[WP```O```A`O`````````````````O``"},
    {"hr", 1,
     "abcdefghijklmnopqrstuvwxyzćčōšūž",
     "HPORRSTQSSSMQMQUOaSMOUU[][ThWcYs_FbUZP^WUUURRMOIZTdLSOUS]g[VeVjZriOG^ZYLhZYIUhRaRK^hLY[KX[hYahahhhhMIfWYIUfJIfXUUYNf]NYWOUff[_ffffffJI^bWKb^YJUbZYMLYjQMZR_bj_^jj_jjOITWTPV[RZRSOMPJYYfKPLVS]d[SZ[nVnnKKc[cMUOcI[[Sc[JXcJPVMcccccccccccL"
     "GWi]LaRUL_WRZXKaaK]aONXaUiiiiiiiEJaa_KaZVNiaYSWMZiQVVRUaiiWiiMi]iGVTTW][UMbKQMRKXUaQOO`UfapW`Sf^pgPHcjWGccjObY[Z^P]jcHQL[jj`cj[YZjjPGd`dNbbXF^b[YaIbnRTUNT[nXdngZnnnMIW^VLbWbHOWS]SJ]l^NSOWlb`Yldldl^JGO]VIa^`KS^XQ^LRd_PZT]]`X`l`llllKJ"
     "[TMMcNZKOV^XYL]o]IPUYcgZZoZg]ooHTSYSZZRXXWPMLJXRgLNQWO]caTaTn[n[MG^VaJa[VK^^VZVJWhMMVPha^YhahXhhhHOYYRRYYYNYYYYYRYHYYOHYYYYYYYYYYYLGWURL`V^JcUZRRLZmZMQNX^mX[m]fYmcON^^^O]gRQWCSZXRYnSXKRVgn]`nnnnnnLG]_bMmeUKXYVYPJbeLN[PTbm_emmmmmmJOP"
     "VQTZP]WTQQPJ_RkJNM]VccZSWZkWkSQEh[XIhhhIVWUhTLahPQh[hhhhhhhhhhhJE``SKSTPL`TW`WOT`WQ`V`V`W```````FMKSSPP[SO[[[[S[M[SSSPS[P[[[[[[[[HIYaQNaYaPYTSLTPSaNaaNaaaaaaaMaOaMGTeWJeXXHeZQTOOeeRZ^RUXeeQeeeeeeMFZZZGZZZIZZZZPZZZZZZPZZZZZZZZZZZTMdd"
     "dHdddLTEddJ]dddddPQddddddddddDS_Q_R_PM_PM__T___NTO__N_____R___SMaaaKaYaMaDQYQaPaRaRYOaaaaaaaaaaDNUUUUUUUUNUUUUUUUUUUUUUUUUUUUUUUSH___P_W_FW_O_H______K___________"},
    {"sl", 1,
     "abcdefghijklmnopqrstuvwxyzčšž",
     "HQPTPTUQSUTMQLQUNbSNPUS``^TUW^FaR^QaYWRXOUMMJ[UfMROZRak`W]VrPF[`ZL_^_HibRZVL_iMS]M^biZb_WiLIfXVGUfPHfYVU[Of[VY_PTff__fffLJ`jXHc^cJ^`ZZLKYjPNcS_`jj`]UNIYWSPY^P]ZRNMOLZWoKQKZPZh^T]TYKLcZcJTQcIZZQcZLVcIWSLccccccWcNFWi_PbUYJ_WR[XK_bJ_bO"
     "O[bYiiYiDLaa^IaZWQia[PXLZiTXWUiaiiWiiiGTUUYY_SMgMPKQIYYdRROaUqcjXTUbOG]jYKcccMcWjYWP]j`HLN[jjjjjKjPGdagN`b^E^dZY_K`nQSROS]nddgdnNKWUVLcWfGNXUZRI_mfPSOWmcfamW^JHQcZHc`_I]aZSXLRm^R^Ta`aba_WmNG^XMMcO[KRY^ZaLcohLOTZhoh[ZQoLWQ]PZ]SV^XSLJ"
     "KYQgMOPZJ_gdVTUaOH_UaIa]]H]^TZiIXiMRTQ[a_ai]ZiINYYQQYYYYYYYYYQYHYYNGYYYYYYYYNHWRRL_W]IVSZUUJ`f[PONYbnb[dRcON]_^LYfYPfDPZYOWmSYLTWfma`mmmNI`bcKmfXJUUSWPIcfJRWPZfmafmXmIOOWPTXQ`USQNOJZTjKRN_Ujj]S^TRGGj^ZLj_cKc]UjRMjjON[[jjjjS^UjJI]]PN"
     "UUOK]RU]U]R]]OIU]]]]]]U]FNJQQQNYYQYYYYQYMYYYQYQYYYYYYYFOUUMM]U]Q]U]LUNP]M]]N]]]P]]]]MHSeQKeUNHWWOVOQeeSZ^SSZeeReZeSOhhhKhhhBWS^hLWhhUhhTahhhhhhhXVhhhShhaPhGZaV^XhXhS[UhhhhChhWJXaXOaXaHXaKaGaXaaaaIaaaaaaaa"},
    {"et", 1,
     "abcdefghijklmnopqrstuvwxyzäéõöüšž",
     "HOPTRTVRRSSLOMQWO`RNNVR_^[Zijc`Y]eHLT[PXXUSQWQLOKZTfLOOTT^h[]pppp`_pOFY^XK[YVJ_]S__K_fL_YLXYfW_ffffYffJHbRVNQbKObURQVKbXQVUNYbbYYbbbbbbbEKjjWL]^ZHW]WYXNZjUjbOb_jj[jjZjjjPITW[QKYQYQeOMPLYYmKMMWQ`mZ_emmmmmmJJaXaQVPaJXTRaXJTaJaQNaaaaaR"
     "aaXaaaKGXgXO`SUI^VRUUL`gL]`K`X`VgggZggggOH__[J_[QIRYWRUKXfTXPPUfffU]]WffffFNVXMW^U]NaOMSLXV_QOMWVdahbooooo^oQDWdYK[ddP[[d[dMdd[[dJdddddMdRdUddLH`_`M_^VIYUYW[LWjNPQKSYj^c`jX[VcjKIW_SMdSaGTVLTZLYkaXTPXkbdaXdUdXk_LHNZWI`]_Hc]YMZMScZTYT"
     "^]`Z^U]Zj_cjKJYWKL`LYHUT^YRP_ldVNRYdl`[Vlll`dlKYScS][RUWVQKMILTcLNPTRZc_]kkkkkkaKIZX_M]ZVJUVUTgNUgMRPNg_^ZgL_RUUggJMYYQYYYYMYYYYYQYHYYOHYYYYYYYYYYYYLIV]QM]R[GTSXSWMblTTOOW^l`bl_l`bdlKJX_[J^aVJ^NSUXOTdWQJPY]k[^kk^dTkkHJ`abLlbTJXXUV[M"
     "bdMMQMdllbdUl[bXQlLPVXOU]RYUZROQK`PcLJMKUccZ^jjjjjYcLEf^YJff[If^VfWM^f[[fSfffffSfTWfffIF]]RLPUPK]RU]U]R]UN]]]]]]]]]]]]]]ENJYQNNYYQYYYYYYMYYYQYYYYYYYYYYYYYFKV^MN^V^Q^VSLVNQ^N^^O^^^S^^V^^^^^HH__TM__TN_VPORR__VOVT_R__L__T_V__UaaaNGaaMK"
     "aaWaNaQaFaVaaaaaaLaaaaaaGVVVVVVVVVVVMLVVVVNVVKVVNVVVVVVVVVO_P_P__SIQ_SOSS___MRPGV___O__O__V_M]Q]]]]]]]]]O]K]M]KR]]]]]]]]]]E]]]QP``Q`V`G``OKMV`P`JQU``````````KX`UG___I___G_R_WWK____PNQ_________Q_RES[[O[S[FSP[[[SS[[[[P[[[[[[[[[[[["},
    {"lv", 1,
     "abcdefghijklmnopqrstuvwxyzāčēģīķļņšūž",
     "HOPTPWUPSUTLQKRVObROPWRd^`VaY^gcagZXjgGbQePc[UUOUROMM^TqNIORUiqqWi_eqqc^]]ffRGZ^YM^_YHYhTaaMahNW[KXah^aOaXhZh]hhahNNdX]FSd]Gd]WVYMTdYUYMYdd]]TdddSddddddNJcjZJc`YH^[Y[^N^jMQ^N`jjjSPjQjWjjcjjLNcXTTY^PZQSMOMIZXnLNJ^TnnnV]cn^n_S_OffLJbZ"
     "bNWQbJZZUbZJUbIZULbbbbbUbObZbbbWbbQFZi]SiUXL^ZP[XNaiIU]MP^aYaQiWi^iZiX^iRIdd]F]VSM]]VOYLVdRRYOddddRTdUddddddddJWU]SI[R`eLMKQMYVcQNM_UoboWV_ooogaVZeoVBgg`N`ggSgZg`gNgg]TgMgggg_QgVg`gg`gOgSGaV^R``YJWXWUdMYlNNOKO]ldaMd^l`ldlUdlPJVaVN`X"
     "dGSVS[ZJ^kaQRMVkbddPcXkVkkkkU^JIQlVH_][I_Y[R`NSl`QVPb_ee`Q_Sl^lll`]lTGYZKO_NZLYSYVVOZlePMNRlllYO]WlVlll]X[M[RXRlZQW[ZPKKIdQlKKOSPlll[dlllld`ZWlaOH]X`M`RWIY[VZ`PXhMSRMW`]`hQhLhVhhh`XhHPWWPWWWWWWWWWWWWGWWJWWWWWWWWWWWWWWWWWSHWRQP_U_I]T"
     "YSYL]m[OQKVfmf`Mm^mTemmZZmCN]bXM[gdPaNWYXTVn]XLTVnnga[nanZndnnnnRK_XSNme]KZUYVZL_eHNbJ]mmm^OeUmUmbmm[mDTP_U[_T_]^SQNLeZmNLUmWmmeW_aamdmeaYmbTEh`[MhhhGXhYhXNhhYVhQ`hhhhPhOhXhhhhhhFXXXMMPPMXXPPXXXPXXPXXXXXXXXXXXXXXXXXXFNIXQQNXXXXXXXXX"
     "NXXXQXXXXXXXXXXXXXXXXXKXXXJQXQXXXXXHQXNXNXXNXXXNXXXXXXXXXXXXMKVdWKdT]GYYVVVS]dWPXPSYddRQdPdMddYdddHiYTNiTVibXTKOJibiJOLiViiiRibiiiiXSZiXRG^^^J^^^H^^^^^M^^^^^KU^^^^^^^^Q^^^^Q^MddRMddYddOOQNLdddGPNd]dddPdddQdYPTUddOXXXXPXXXCXXXXXXXXXX"
     "XKXXXXXXXXXXXXXXXXKZJRQZbQbbbWOOIbWbKbMbMbbbQbZbbbbZVUbbNPZZZKZZZFZZZZZZZZZZRNZZZZZZZZZIZZZZZZUJ__TRV__JVRVVVP__RR_F_____M__R___V___VH```P`V`MTX```UR``V`F```````X``U``RI`SJddRPd[dOdU[[YOTdRWSEQddddTdddUPdRdddV`X`I`Q``X`MQMM`R`LOF`X`"
     "``X````````S``VJU``W``WJS````HW`W``H`````N`V`O````S`"},
    {"lt", 1,
     "abcdefghijklmnopqrstuvwxyząčėęįšūųž",
     "HOPUPTUQSTULPLRWOcROOWRb]^YgYggaUgf[LeR[PbXUVJWRMMK[TrMJOQTdkdXr_crrYkraQE_ZYNiZ]H_iRbbM_iM^bLXbiZ^ibViii]RiNKdVVHTdJId]UYWMddUWYNYdd]]VdYdddURdMIccXJc`ZIc`[Z`J`kP`bQ`kkV[]kPZkk]QKKYYUVY[O^OYMLQI[XnJOKXWncaXnSnnnXnn_KJcccMZPcHZZUcZI"
     "XcLcROcccccccZccccRcPFYj^NbXWJ__V[XM[bIXWOQ[bUj^jYjjj[RbOG^^[F^WSNfYXP[LWfRVVPYVffTff^ffffWfJNV[TO_SdcNOLRKPVjQLMPVjfh[aZrrrYiPrVFhh^LahhN`[hahFah]aaMhhh]h^hWahhWMhRGccaN`aXIVcUV^K_mMOPLQ]mZaee^mmUaSmPJVfWNaTfE`XYZVJ^m_WRSVmcUffmSfY"
     "mmR`PHQfXHc`_If`ZRbLQm`NYQ^`aVa[`SmmfaSYNI[YKPgN^IXQ^WgL^n[VMSVngY[][Q_X_gOnG[TYSa`SX_SRNMKhToNHS]Qooh^o_oooaooaOG_ZbJ_b]IWZT[]L_iLNSObbi_iibTiiiZZiHPXXPPXXXOXXXXXXXFXXXLXXXXXXXXXXXXXXPGWRRN`W]IZTYRXKYnaVQL[dnXbW[Xed]YPaCN`b^L[hXNeP"
     "W]VSYe[[ORXoo^aae_obohXoPH``cMnc[Jb_[W]JcfIVcMSfnYfVnV``cZOnKRQ[RXZS^NUNNPKLSlMJNlUll_TlYlllZllXQDi]YLiiiHiiYi^Lai^YiYiiiaiiiTiii^ViGIZZNLSSPPZSSZZSPZSSZPZRZZZZZZZZZZZZIKJRRRPZZNZZZZRRLZRRRNRZZZZZZZZZZZZZNPSbPTbQbRLSKNNTQbMLNQObbbSb"
     "XbbbTbbZKIUcTLcSXHcXQTUNccTXVTcVcUOcccccccNcA_________R________M________________RMbbbPbbbBbbbbbJZbbbbPbbbbbbbZbbbbTbFddYSddVddIdSMKdddYGWdddddddddddddddBXXXXXXXXXXXXXXXXXXPXXXXXXXXXXXXXXXXB[[[[[[[[[[[T[[[N[[[[[O[[[[[[[[[[[[QRKc[cLcc"
     "cJcKcURKUcVcIONccTccWccXccScP]]]M]]U]]]H]]J]]]HNQ]]]]]M]U]]]R]]]@iiiiiiiiiUiiiiiiiiiiiiiiiiiiiiiiiiiRHccWLccZDcYcZYNcccVZQVccRcXcVcccZXc"},
    {"vi", 1,
     "abcdefghijklmnopqrstuvwxyzâåçêôüăđơự̀́̃̉",
     "HPONRUVQQTXOQMPWPYTOMUTYVWX]jqa`q`UaaqqqqqG[UVQ[YSTRZRMOJWV[LQPUWX`UVnnennnnnnnVRZWVPF[ZWM[WVJf^S^^K^fM^ZLfVfQ^^ffXWfXf^ffffffIIgUXQVgGQgZVWXLg^OXTO[gg_[XgggSgggVXgggggGI__OL_XUKW_VX[KWfTfTOf[fU[Tfffff[ffYfffffHSVSTPYSWT_RMQKVVaKMPU"
     "TWYUYiiiiiiiiii]Q]b_HI`W`NTR`LWWQ`WKT`K`TO````````````````````GIWg]P`RPLgYWXUL``OZ`LgW`Rg]gggWggggXgggggJHaaYMaWTJhXZRWMYhTWUM_^h[ZQhhVQh]hVRhhhhhHJSOVTZTaZZUNSJUVYQOOZTkXY^_kkPdkkk_kWS[[XRGV^SPV^^IVS^VVLV^VV^I^^^T^^^^^^^^^^^^^^^^HH"
     "f^[P]YLJ^VWTWMXfQUXOfRfQ^fff[[ffffffffffJHTYVL^U^I^UNW[LYhaVTNXahUa[hh_Th_hhXhhhhhIGOXSK^[ZMhZZNYMSaYTWQ^Z[T[Yah`Yh[h[hhhhhhFKYUNO_INMYY[ZWQ^ddWQV^_dV[kkdd^dakk[kkkkkHQSXVXZTWXWRMNJSTbLOPQRY]ZWiiiiii_iiiWVbYWHIWXZK]YJL]]VYeMVeRUSPe]"
     "eZeeeeeeZeeeeeeeeeJO]]UQ]]]U]]]]]U]K]]OE]]]R]]]]]]]]]]]]]]]]JHUZPM]SXIiTZTUL[`TTQN]XiVZ]iibWiii][iiiiiIJWSXM^`LLhPSZXNY^TQLQYUhSXhhhh[h^h`WhhhhhGJ_[_NibKK__VX]MZbNRUP[b`U^XiiYWibibViiiiiIMTSSQWSaRZSPPL^ShKOP[V[ZQTThhhThhhhhTRXVUMFbZ"
     "UJbbbHbbSbUMbbWVbQbbbbbWbbZTbWbVVbbbbbKD``ULSUSK`SW`WPU`WRU````W````````````````JMNPVKS^VK^^S^^VQ^S^QMV^S^^^^^PV^V^SS^^^^^GI[WSNdVdSdWTNUQWdOWRPZdddUdddQddddddWQTTWIHTaUKaXTLaXTRRQaaUSUQaTaTLaaaaaaaaaaaaaaaU^^^^^^^^^^^^OJ^^^^^^O^^^M"
     "^^^^^^^^^^^KHQQHSSSSSSSSSSSSISSSSSSSSSSSSSSSSSSSSSSSSSSSSSTITTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTM____________RI______________________JHTJIL``````S`U``TNIU````X`U``````````````LHRLKTTTTTTTTTTTJTTTTTTTLTTTTTTTTTTTTTTTTTTTTTTPYYYYY"
     "YYYYYYYMHYYYYYYYYYYYYYYYYYYYYYYRJRRGRH]]]]]]]I]]]]]R]]]]]S]]]]]M]]LI]Q]RO]]]]]K]]]]]]]]]]]]]K]]]]]]]S]]]]]]]]]]]]]]GJQOIPP^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^E^OLLJLGO```````K```VER`````O``SP````````````````IUcJcccccLccZRIVNcYcHSXccVcc"
     "ccccccccccccccCO[[[[[[[Q[[[[IN[[[[[Q[[[[[[[[[[[[[[[[[[[[DO_______N___SHR_____M___P________________HWaHaaaaaNaaaVHWLaaaKOaaaVaaaaaaaaaaaaaaaa"},
    {"de", 1,
     "abcdefghijklmnopqrstuvwxyzßäéíöüāōūə",
     "HOORRSSQSTTNQMPUPWRMOUUT[XUk_kkccdakcJ]SSO[VRSQ]RLOHXU`LONRYVhVXfpppppphppOHYXXJ^YWHahSaaLahMZ^KhWhP[h]hhh[^hhhROk^_UZkAXkYZ^_TkaV]aTakkddkkkkkkkkkkIJbbSH_XUJ]WVV_L_iNOYRiYiY]iZ_iii[_iiHVXVVU]UXMhSNTIYZhILOT]Z[ZXohooooooooLKdYdJNSdM"
     "]]PY]LXdJZNMdYdd]dWdddWddddJIXiZI^RQL^XTZWMaaMQ[KiXaSii^iiiiiii^HLle]Eb]YMe_XUTP^lPWRRbXle]l]dldelQ`lLPTRVNWT_]^PNTJUY_RFMZXZZ]]booooooeooOFZbZNZbWIUUbZbNbbZZbIbbbWXbbbbXVbObbLG[^bMZ_TJ_UVTYL]jNWQKjUjRVj_jj^ZjTjjKJT^ZJ[S_H]VLXRLYkaS"
     "PPZdaZ[kUk^W[kkkkKHN^TH`Z[Jc][N^LTc[TXT[[^X^jVZjj`cjjjGMXWML[MVJXTYXSP[nZQNU]ddZUn[ncbnngnnKVTUV[ZSWZWPLNHVRdJMQSWRd_X_kkkkkkkkkLHfY_KPYOKZ_UYfLUfNSROf_fWffUfff_fVffLQ^^VV^^^V^^^^^S^L^^NC^^^U^^^^^^^^^^SHIV[OL_SYJfVXSRN^eUQOPbXmWXmZd"
     "fZcmfmmKOZE_MaaQLdTU^^QWnXQLUdZnW[n_nenVnnnnJJ_^_H[[RK_UUWWN[ePNPQl]lYTl[ll`^llllKKPRRRWRYR[SPOI]TjLMO^YZYWYWjjjjjjjjjOGbZWGbbbGbbZbWJZbUbbWbbbbbbbbZbbbbbbLFddVG]YVKXWVdXMYd]US]d[d]ddPddddddddHPL]UHR]UI]]]]]]P]UURUU]R]]]]]]]]]]]]JH]"
     "WROdWdPdYSOUQPdOPNPdXdUddYdddddORdIL]dYFddWLd]WVVNddYYRSdUdUOd]ddR]ddddFWPWWJWWWPWWWWWWWWKNWWWWWWWWWWWWWWWWWU``N``SNLK`SQQH``UJRMR```````````````IVVVVVVVVGVVMVVVVVVVVLVVVVVVVVVVVVVVVJVVVVNVVVVVNLVNVVVVVVVIVVVVVVVVVVVVVVS[Q[[RHN[S[[S"
     "RI[[[MG[[[[[[[[[[[[[[[[[R]OTE]T]S]]R]T]]]]JIR]]]]]]]]]]]]]]]]NVLVHVVVVVVVVVLNVVVLVVVVVVVVVVVVVVVVVDR`R`R`OM`QN``U```OUO``N``````````R``DOVVVVVVVVOVVVVVVVVVVVVVVVVVVVVVVVVVVUUUUKUUUUUUUUKKUUKKUUUUUUUUUUUUUUUUUU"},
    {"fr", 1,
     "abcdefghijklmnopqrstuvwxyzâäçèéíîïóôā",
     "HNONPUTQSSVQPMQTPZRNOVUZ]VWdkkaWkbkkkcK^TSQbWSUM[SLNIUTZKPNRVWbUWhoco_hoToooOGYYZL][WI``P`]JggLZZOgUgU`WgggSg[ggg]NHiTZMYiHNi]U[_J_[NWOP_ii^biiiiTiii[YiHJa[TJaWUIPaZY^L^hPUaSh^hX^]hhaPhhhh]hFX_SVVb[]WfWRRH^[aMIRSW]YY_nnnnnnn]nnnKKZU"
     "bPWPbIZUOWZJVbIZUObbbbbbbbbQbbbbbbLHVh^N`QOMhYS[PK``LV[KhW`QhhhhhShhhhhhKH```J`YUJhXWQVLYhPZTR_ZhZVXhhTQWXhh`VLPSPVJWTb``WMRIRXQPKN^Tc[X[nnn]YnnndnnOGXaXMXXaHUUaXaJUaXXaJaaaTaaaaaUaaaaaaHI[X[QfYMIYWYSYKXfQSWRfPfTYf]ffWfffffYJJV]XJ^T"
     "dHaYLYaL^kdRSQXkaXdkkkYTkkk^kkLGN_UL`][Kj^]M^KQc^RZV^[^Y^j[jRNjcjjj[GL]SML`MZL][[[OObffMNUXfmX[fb[fRbmmfmmKVVQV]^SYQXUMOIWSaKORISWeXZllllcll^lllNHfY_Kf_NK__SXfJUfOTORZ_XYf[ffWOffffffMQbbYVbbbUbbbbbYbNbbTBbbbbbbbbbbbbbbbbKIVVQJbS]IlV"
     "WQVL`[SQQQ[[lX``dl]Qe`lllaDM]S]MaeQOmTU_[PWeWQNTaYmW^mameWmmmmmbJJ^TdKkaOJaaYXYLddLNRPkakWXkkkZQk_kkkkMMQTQJ]R[O[UOPN`VjJOO]TjSXUjjjRWjj`jjjMGdWUHdddHddUdVMddQUdYddddddddUQddddddKDaaTNYVSKaTYaYQVaYSSYaWaYaaaaaOaaaaaaEQNVVKS^VK^^^^^P"
     "P^V^Q^V^^^^^^^^S^^^^^^JH]VRLdWdRdYRNUNNdOSUKXdddd]Wd]UddddddIGRbZLbZSNbZSTTPbbWUZQbUbTMbbbbNbbbbbbMXJXMXXQQXXXQXLXXNXXIXXXXQNXXXXXXXXXXXPWWWWWWKKWWKWNKWWWNKWWWWWWWWWWWWWWWWWWOEVVVVVVVVVVVVVIVVVVVVVVVVVVVVVVVVVVVVH__NW__Q_____TL__OHQ"
     "H_____W___________KSTORJXM_YgYLPOQTSJNM]T]ggYgggggggggggHVVVVVVVVVVVVVNNVVVNVVVVVHVVVVVVVVVVVVEXOXXXXXXXXXHXXXXXOMXXXXXXXXXXXXXXXXXXHPPQLR]R]]]]QRN]]NLUJ]]Q]]]]]]]]]]]]]]KVVVVVVVVVVVVVHNVVIVVVVVVVVVVVVVVVVVVVKUUUUUUUUUUUUUGUUUUUIUUU"
     "UUUUUUUUUUUUUUKYYYMYYNYYYPMYNYYYJJYYPYYNYYYYYYYYYYYY"},
    {"es", 1,
     "abcdefghijklmnopqrstuvwxyzáéíñóú",
     "HOONQQSQRSVPPLQVO[RNPUUZ[VW`jagjgH`SRO^YTVTXTLOIYV_LLPUWZhUVpge[phOGZZXL]ZYI]gQ``L]gKZZLgZgQ`]]]g`WPHiVWNYiJKi_VV]HiaOYRN[iibb_ZXiWVJHa^WJaZXJaaZY^I^hQZ]Rh^h[^WRShZ^JSWPSS[QZV^VNPKWWcKHOUT[XXXmmmTmeJKbbbMZRbHZZObZKUbKbSMbbbbbbZUbZbM"
     "HVgZO`PSMgWSYUK_`LX[I`X`Tggggg[]MFf^[I^V[JfWWQUKWfSYUP[^ffT^[]ffWMKRKQQXRc_`VMRJMT[PNNZU`_VY^]mcVfOGW`ULW``LTW`W`KW`WW`G```U`````UWHIZXZOYXQIZXXTWLVeSVUMeQeVZZZ^e^^JIV[ZJ[S`IjYOY`K[jcWROWj`caWYRjV^LGN[UJ`[ZKj^ZP^LQb^SXT^Z]Z^VSjjY^IJ"
     "`TLL`MZM][Y_]J``bQMTYblXWZUVl]]FWVTXZ^UZ^ZWNPKYV^KISXS]eZZmeemmmKG[S_J__VMf_RX[LSfOUPNf_XX[_XUfYXKR]]UU]]]Q]]]]]U]K]]RC]]]S]]]]]]]LHURQL^S^JlYVSVK^aSTQO^]lb[Y]SlZ_DM[R]M_eRNeUS_[QVeVWMQ^el_^Y``lclLI^Z`JjcUJ`^WWZJ`cKRXOj`jY[R[UjW[MKR"
     "QOMZP[O[VOPLXViJNQYWZXTUbXW_iiMFcWUJcccHccVcVKccX[cXUcccc[ZZc[cJF__RMWTQL_RW_WOT_WQRW_U_W_SW__W_HMLUUIR]UI]]]]UUO]U]N]U]]]]]]]]]]IG[TSMcXcLcXTPVMUcQ[NOc[cTVSccccXIFUSUMbZTNbWTTULbXWWZTbWbTNbbbbbZNWO`T`O`WN``SSD`T`MQOO```````````KV`P"
     "`````P``TWQ``TLDM```U````````GJYaYLSSaaaaWMKTYSQROaSaQaaaaaaaaRH[[[Q[[[T[[[[[B[[[[[[[[[[[[[[[[[S^U^V^^^^^^^MJD^Q^LRQ^^^P^^^^^^^^HPJ[[[[[[[[[KOH[[[TL[[[[[[T[[[[[["},
    {"pt", 1,
     "abcdefghijklmnopqrstuvwxyzáâãçéêíóôõú",
     "HNONQRSQSRWRPMRUOUSNOUUZYYW_jjjfjejjjfH`USO[XUXP]VMOIZVXLLPTW[`ZXpppXgpappppOH]WXL`X]I`gR``L`gKX[LgZgP`W``]]ggZggYQGiY_OXiKMi_TW[GiaNUTP[iibb]bbii]ZW[iVKHaaTIaZ^IUaZ[^H^hQ`aRh^hY^Wa[hXT[ZXhhITWQUTZOaPbWNPKXXWKIOUV[WZYmmmcmmmbmmbKLbZ"
     "bJTZbHZZPbZJVbKXVNbbbbbbbbbbZZbZbbMGVh[N`RWMh[VYUJ``LU`IhX`Th`]Zh]hXZhhhMHf^[I^YRJfWVQVJ[fS^SPfXfffWfSfWf^ffVYLISKRTVScaYZMRJOVWONMYV^X]Y_m``bdfamm`PFW`WOW``IWW`W`KU`WW`I```````Q````````GIV]]OXXQLYYWSVLWdRUTMdOdUYdddddddddddJIV[XK[T"
     "RIjYRY`KZj`TROVjj`cWVZj[YT_Y`[LGNZUJ`]`Kj]^O[LQc^TYU]^^[^YcXjSVccajcLJbTLM`MRL[_Y^[Ib`eOMVZ`b[Y[ebZWU_^]l]EVVVYY^V]ZXWNPKYU]LJSSSZf^^fmm_dfdmmmmLGXU^I^YTL^^SYfJ[[OUSOf^^XfWfYfVfffff[PVaaYTaaaVaaXaaVaOaaPAaaaVaaaaaaaaaaaaMIXSQK]S]IlZ"
     "WRVK_[SSPO[_l[[V`Y[_eW[_e`DMZQ]MbbSOeUT]]PX`XQMRaam[^^e^mZmY`mmmMI[W`JkcVK``WWXK`cKPTOkckYWXYTkY`XYYccMKRTQM[PbK_VOQM[U_KNP^W]YYS]bj]bXYjjjjNGcWTIcccGccTcTKccXS[XcccccXcYcYY[[cccMD__TMWTSL_TW_WOT_TQRW___W____________INM^VHS^VJ^^^^^P"
     "Q^V^N^V^^^^^^V^^^M^^^^HJWaQNaVaOaTQMTPTaPVKNUaaVVaaaaaaaaaaaIGSbWIbYRMbWRSUTbbWSYPbUbUMbUbbbbbbbbbI_KWR_NP____M___SWIKORO___T___________RYYYYYYYYYYYYICYYYYYYYYYYYYYYYYYYYYYYYJ____W_________A______________________TE]]]]]]]]]]]]]J]]]]"
     "]]]]]]]T]F]]]]]]Q]JS^KS^VV^^^^NP^^^VIKIVV^S^^^^^^^^^^^^^S^^^^^^^^^^^^QK^^^^B^^^^^^^^^^^^^^^^^^OROJT_TO___WPKLROSROQ_L_______P_______N[T[P[TR[O[[M[P[NTHLN[N[N[[[[[[[[[[[[[IZZZZZZZZZZZZFFZZZZZRZZZZZZZZZZZZZZZZZNVVVVDVVVVVVVVVVVVVVVVVV"
     "VVVVVVVVVVVVVVSZINSZZZZZZZJMJZZZNJSZZZZZZZZZZZZZZZZZ"},
    {"it", 1,
     "abcdefghijklmnopqrstuvwxyzàéìí",
     "HNONPSSPTRZQPMQTPYRNOTTZ]XWjjjjH`TSR]WSVQ]TLOHYU`LQOUVXeVUooooOGTWXL^[WIggQ``K`gLWZLgWgQ`ggggPHiN]MYiJKi]VY]GiaO[]O_iibbiiiiIJaWSHaZ[I[aZY^J[hR^aQh^hX^hhUhGTWQST[R`VfWMRKVYbKKNWX]aYXmmmmKJbZbMURbGZZWWZKVbIXUObbbbbbbbbLIVh^MaOOIhZRZQ"
     "KaaL[aLhWaUhhhhhMHf^YJ^VSHfYVQTKVfT^SNfff^Tf]f^HJSLUSWSd`bYNRKOV[QPNXU`][UnnnnNGU^RPU^^IUQ^UUKR^UU^I^^^^^^^^^HIWXZO[XOJXWWRVLVeRVVNeQeVZeeeeKIV[ZJYTaHkYKY[L[kcYROYka[ckkk^LGNXUIb]`Jj]ZM^LQbZUZV`Z^Y`jZjjKK]TMK_MZJZZZZTJbmbUMS[bmXWmmm"
     "bEWWUW]]SZ]YVMOJXTeKPRVRZe]XmmmmLHXV_J_YXJ__TX[JPfMUTOf_]XfffffJM]]UU]]]U]]]]]U]K]]OD]]]U]]]]]MHWTPK]S]HlWWRTK_lTSQO[[l^YldlbLLYNZI_`PJjSSZYMT`VOJQWXjY[jjjjKIY]aJkaSJaaWYXJadLSNOkdkYXYkkkLKPQPPYQaR[TPOKUTiJMNZUZ]WSiiiiNGcXVGcccHccTc"
     "UJccXWcXcccccccc[LD``SLXUSL`SX`UQU``RUX```X`````FNKZRLPZRPZZZZRZNZRZPZRZZZZZZZZHHZUQMbUbQbUTNWNUbQZMNbbbSZbbbbJHTcXKccUHcXWWUOccXXWRcXcXIccccCUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUGTTTTTTTTTTTLMTTTTMTMTTTTTTTTTTCUUUUUUUUUUUUUUUUUUUUUUUUUUUU"
     "UUINUUUUUUUUUNUUKUUUUUUUHUUUUUUUU"},
    {"nl", 1,
     "abcdefghijklmnopqrstuvwxyzäéëïōū",
     "HOOPQQTPRTTNQMQSQ]RNOWSU[XTkkkk_sJLTTQ]XRTSZQLOHYU_LQPTVWfWVppb[fpNG[XYJhYUI`hT``J`hL]`KhWhR`hhhhhhNKiVZNXiDPi[WX]Li`PZRR_iiVbiiiiiiHJ]bRG`YWKW`WY^MVjROURbZjYVjjjj]jGVWSSN[U]NeRNSIYVbKNPWYZ]YZoocfooKJV[QMTQcJU[RY[JXcKQOPcccc[ccccccJ"
     "IXiUHbRRM_XWWULbbMS]LiXbRiiiiiiiIIjb^Hb[WLj[YTWL[jQWPR_]jjXj_jjKZJNSQRPWR_[PSMTJVX^QJMXU]ZYXnnTnanPHX^PLVZ^I^NSZNMZeUU^MeZeX^eeeePeJH_]YL`]RK]VUVXL]iQOVLiRiQ__iiiRiJHV[VJYR_IXVNYZM[kaPTPVkaYdkdkkkkKHN[SJ`ZXKc]WM[LRc[SVT[[^Y^Z[jjjjGM"
     "XTKMbLWNVSZYUQXnYKNVY]dX]dnnndnKWVUVMXSX_VPMNIOSeKOQORW`[YlllbllKHZV[I_ZUK[ZTWfLSfOTQNX_]UfffffTfIM[[TO[[[Q[[[[[Q[I[[LG[[[Q[[[[[[[JIWXNKYS[JeSVRUMZbUPPPWZlTZballclHN]JYH_fNOSST]XPVmXSLUaZmV_cmmmmmIJ]]]Hk]QJ]aUYZL]dPNRPk`kZXkkkkkkIMS"
     "UPRWR^NZRPQJ]TbKNOTVSYVWjjjbjjNGdXVHd]dHZ]SdUI]dQVdYdddddd]ddddLEddYIVYTJdSXd[NYdYQVWddd[dddddddGPL]UHP]UK]]]]]]O]UURPU]R]]]]]]]]JG]TSPeXeQe]TMVOQePUPNZ]eUYYeeeMOJITdXKd[WIOXWUUKddXX[QdPdUOddddddOVVVVVVLLVVLVLIVVVLLVVVVVVVVVVVVVHNVV"
     "VVVNVVVVMNVVVVNVVJVVVVVVVVVVVB[[[[[[[[[[[KTP[[[L[[[[[[[[[[[[[[PPWWWKWWWWWWWWLWWWIJIWWWWWWWWWWWWDSbQbRbOMbQMbbUbbbNUObbNbbbbbbbRbCNWWWWWWWWNWWWWWWWWWWWWWWWWWWWWWW"},
    {"da", 1,
     "abcdefghijklmnopqrstuvwxyzåæø",
     "HOOQRTRQRTUNQMQTP[SMOUTY^XW]bZJ^SVO]UQTRYRLNHXT_LPNTVWhUYoooOH][ZKg[WH``R``K`gMX`LgUgO`gg`LHfTZJUfINfYWWZKf]PYWN^ffW^fffII_iRIZZVKWWUWYMZiNMWSY_iW_ii[GTYWSUYR^V[QORKYYnHLNUXY]Y]ne`MLd[dPSRdKYYPdYIWdIYLQ[dddddSPIIVh[JaUQMhWUZQMaaLQ^L"
     "aXaSh[`hLGf__J_XTJ_XVQVKXfSWSNWVffU_[VLNSSQPWRb][OMRJSXZQGNYU^ZZ[nnnPGUbQKZbZKWSbZRKWbTUUJZbbWZbbWEL_]eH``TMaTYWYO^lPZSPSXlZbl`_KIW[RKZS]I_WLX_L[k^PSPUcaVckaXLHNZTH^]ZJc^]N]LRcXSXU][`W^VYcIL[UKK`LXNZVYZXOcffINU]fcW[mc^KWTWU^ZQX^URLL"
     "IVQdIOQQQYd]YkkkKHYW_I_WSL_YVXfLSfMSQNY_fWfWTfJL[[TT[[[Q[[[[[T[J[[LE[[[Q[[[[IIVZPL^SZJmUYSSNbdVNOP][m]c^X[JO[VXO`fRMYEU[^RWnWTLTZZnR^ccXIJZX^I]^SIWYWXWL`dOOQQadlTXll]MLOUQPXO_P[ROPJ[TiJMN]VZXVWii`NFe]WGeeeHYeUeSNeeXTUYeeeeeeeeMDaaVL"
     "UVSKaTYaYRVaYSQYaYaYTaaaGOO[SHP[SJ[[[[[[O[SSS[[[[[[[[SJI]UKNXUdTdUSNSQQdNLOPddddXdddHGaaVKaYTKTVTSVOaaVVYPaTaSNaaaLZNZMZZZZZZZLZJZZZEPZZZZZZZZZZR[[[[[R[[I[JP[J[P[JJQ[T[[[[[[[O_W_UH_R_WP_MTJ___KF__W_______"},
    {"sv", 1,
     "abcdefghijklmnopqrstuvwxyzáäåéöāōū",
     "HPOQRSRQRTTMQMQUQ[SMOVSY[YXke]kYbbsG]UXP[VSUSYRMOIYV^LPOTWXeWXqqqjgqjqOG^ZYK^ZVIZhSa[K^hL[[LhWhPaahUhh^hhMJfTYJVfGNfLUYYNf[QYXP[ffV_ffffffffGI[cSJ^YVKVXXXUM`kPNXS^`kWW`k`k_]`kLTXRRTYS[P`PNRIXYdHMMVXZZX[ngnnannnLKe]eOSTeKW]QZYIXeIZMS"
     "eeeUeeUWeNeeeJHXiVKXSRNiWUVTMibMPULiYbTiibYibiiiMHaa^JaZUKaYXQVLZhRaSO^ThaVh[YZUVL[LPSUNPVT``ZOMSJUX^QGN[U^[[ZooooooeoPGV]SL]d]IURd]]KYd]]]JdddU]YRddddSdHEd]dPabVMb^WXZN^nQXPOSYnVdn[ce[dYnKIV`TLZT`IVWLW]LZl]QQOUllXa`R^[XlllLGO]VI^]]"
     "Kd]ZMXLRd[SVUZ]_X_dWU[k^kkIKZWLNdLVMWSX[VOZn]INUZadW]nand]ngnKUUUV[ZSX]VPMMIWReHNPQRW`^]llllllllLHZ__JXZUK_ZTXgLOgNWRNZ_XVgggU_ggWgJL]]TP]]]T]]]]]T]J]]KG]]]N]]]]]]]]]IIWZOM^SYJbUWQPN[dUNPQ][nUdn[[_[dfnKO_VZP_gPL[EU_]PWoXTLU][oS]d`dd"
     "XoooJJ]Y`I_]SHWXXXVM^fPPPQ`amUYf_fd]mmmKMPTQQ[Q[QZROPI^TjJNM[W[XVUcjjj_jjjOF^^VIfffIZZXfTN^fXTfZfffffUKfZffffMDbbUKTWSKbUZbZSWbZSTWbUbZbbbbbbbbbHNL]UIP]UJ]]N]]]P]RUPPU]]]]]]]]]]]]LI^ULQZTfRfYSOTPPfNLNQ[^ffUfZf^^fQSHHTbWLbZUKNWUSUPbb"
     "WWUQbUbRNbbbbbbbbKWWWWWWWWPWWWWGWMWJWMWWWWWWWWWWWWWWWaaYVaaPVaaSRTFaSaJGOaYaYaaaaaaaaaaL___S_VJ___LR_I___FRM______________DRYYYYYYYRYYPOOYYYRRONOYYYYYYYYYYYYQHRaXaaMaXXRXaJaXaIHXXRaaaaaaaaaaaaQYNYHYYNYYYNNYNYYYKKYYNYYYNYYYYYYYYDS`Q`"
     "S`PM`PM``T```NTO``N`````````R`DNVVVVVVVVNVVVVVVVVVVVVVVVVVVVVVVVV"},
    {"no", 1,
     "abcdefghijklmnopqrstuvwxyzåæéøōū",
     "HPORSRSQRTTMQMQVQ]SMOUTY[XX_jk[_sJ`SXO]URTQYPLNHXU`LONSUWfVYpppifpPG^[YL^YVHaaSaaLahMZaJhVhPahhhhhhLIeUUKUeFReUTUXLeZPWXNZee^^eeeeeeHI`bRI_[VJY]VXZM[iONVR^_iX_iiiX]iHVY[TUYS[OePOSJYXoILNWXYbY_ofobooLLdddPURdJU]QYYIZdIZNPZdddddSdPddJ"
     "HXi]J_TRMiYVZPMbbMUbLiXbRi]`iiiiOGaa^JaZUKaYWRWLZhRVTOVZhaWhh]UJXKMSUSSWS_]YOMSJVX_QGNYU]_[^bnnfbnQHVdSJ]d]HXTdY]KYd]]dJdddV]dddYOdFKb^bHabTMZSWX[OanQSSNSYnSdnnn^VnKJW]TJYT`I`VLX]LZk[ORPTdaVdkkdYkkLHN^SH]^ZK`^ZMZMTdYRWTZ]_V_Wk]kkkIM"
     "ZVLLaMWNVSZXTPXnXINVZddW]dnn^dnKVT[VZ[SX]VNLLIWRdINPQQWd[^llllllLHZW]I_ZVK_ZVXgMOgMSRNX_]UgWgggTgJL[[TT[[[P[[[[[T[I[[KG[[[Q[[[[[[[IIWZPL_TYJbUWRVNbcVMOP[[mVbXfaZdmKOZWYN^aPLSEU`^QVoXTLUZ[oV_dooTooIJ][aH^[SJ^YWWYLaeOOORZbmTYmbbammJMP"
     "UQPZPYQZQOQJ]TjKMN[WZYVWjjjajjMF^YWGff^HZfVfROYf[RV[fffffTWffffMCbbUNUWTKbUZbZRWbZSQWbXbbTbbbbbbGNLTTLQ[TL[[[[T[N[TQTOT[Q[[[[[T[[KH[XTLYXfSfWRNVRPfNLOQ[fffYffffNQHHaaTLaaTJTVTSTQaaVVYPaTaUMaaaaaaK]]]O]]]]]]IO]K]P]ER]]]]]]]]]]]]]NWWW"
     "WWWWWWWWNWWWWWDJWWWWWWWWWWWWWGOVVVVVVVVVVMLVVVVJVVLVVVVVVVVVVVOaXaTaaOaaaWNaMaaaHHaaaaaGaaaaaaaDRbQbQbOMbQMbbUbbbNUObbNbbbbbbbRbCNWWWWWWWWNWWWWWWWWWWWWWWWWWWWWWW"},
    {"fi", 1,
     "abcdefghijklmnopqrstuvwxyzáäéíöšžə",
     "HOPSSRVRRSTLPLPVO^SONVQZ]WYlfllj_lbHNUZSaZVUMYQLOIZV`MPOUTXhXYrrrkrarrOGYYWM]YTH`]T__K_gM_YLgVgU_`gggggggLGeNSNUeIPeZTTWLeZNXZOZee][eeeeeeeeJI_aUHaZTIVVWY^KXhRh]Qh^hU^X^hhhhPhNS[[XO_RURgOLSHWYoKMJUVWcX_ocooo_ooJIbYWRUQbJXXQWYJWbJWSN"
     "bbbbbbVbbbbbbMGXhXNaRSJ^WR[UL`aKYYKhXaShhhhhhhh]OG_aRIaX_LU]WPVKYhRaMN[ZhYVhU]^ahhhKLVYWT^U]P[OLRHUWaQLL]T_b^bqUqqWajqRF^eYK^eeMWWe]^HeeX^eMeeeWeXJeeeeeeOIcabNbaTIaNYY^LZmPNYHmWmUdm]mmVfmmNHX`]McXcGSTLQbL^mbXROXmcZfcRaabmmmNGQ[XHa^Z"
     "IeZ[N`NSe[XYO^^`Y_eU[llellEL_ZQKaOZKYS[ZQR]paRMTadiZ`pYppppppLTUaU_]SROTPLLJQQfLMOQRUc]`mmmmmmmmMGaWaI^[VI[XUZ^NPhOWTPX``]hhOahhhhhHK[[TT[[[Q[[[[[T[J[[KH[[[[[[[[[[[[POHW]QM_UZGQPYTWLacSSOP_^mZcm`a^`mmmMJ[S[J]^SI^OTZYPTfXPIRVYmU_aWmm"
     "mmmmJHb`bMoeTIcW[c^NafMRMNcdoV`hRoo]VooLOXYST^UYS^QOPKOTfMMKIWa`[XmmmmmcfmPGgZXLgggHgYYgWL`g]ZgI]ggWgTNZ`ggggLDbbUNTWSMbUZbZQVbWTMZbVbZbbbbbbbbbGNLRSMO[SO[[[[R[N[SQQSS[Q[[[[[[[[[[KJ^WRQ[XPPeLNLPUPeOMURV^ePeeX^eReeeHGSaSMaYTKaSYRSOaa"
     "VVWRaTaTLaaaaaaaaLXXXXXXXXXXXXXFXQXGXLXXXXXXXXXXXXXXEVffYf_YUKVSOUJf[fNQRfWff[ffOffffffIPXXXXXXXXXXOPLXXXPXKMKXPXXXXXXXXXXJOVVVVVVVVVJVVIVVVVVVVJVVVVVVVVVVVVH^R^^^^VQVNLPKO^V^^LL^^^^^^^L^^V^^^RG]]]I]U]J]O]UUN]]P]NNP]]]]]]]]]]]]OEYYY"
     "YYRYGRYYYYYRYRYYMYYYYYYYYYYYRYVVVVJVVVVVVVVJJVVJJVVVVVVVVVVVVVVVV"},
    {"is", 1,
     "abcdefghijklmnopqrstuvwxyzáæéíðóöúýþ",
     "HOOURSQQQWUMPLQZP_SMOYT_dZ^ViiYi]`YfZG`R^QXTRVX[RMNJ]TbIOOVU_eZ]gppVX_pdpiOH`hYL_][Lh`S`UL]hL]]QW[hW``OhLhPTOhhMIaRVNTaGRaVQPVLaWOVYNYaaYYaaaaaaaaaaIGiiTL]ZXMSaWUUQYiSPaOYaiZaiaiNiPUT[iMYW^VTWNYOeNOSKYVlIJLXTaZNelllc]^l_l^MLW^eJZUeL"
     "O^ReWOVeJRPNeeeUeXYeRQXQXeeKGXiUObSWOV[W[VQbiLSWMP]bSib_iN]RbUibNH_f[I_WSM_WORTMXfPYVRUff_UOW_SfYR_ffGRUXWWYUa]]QKPIYU]LMN`UlT^lllllOdllllSE^eZP^eePY^e^eUZeZ^eKeeeZeReeQeIYKeeJGbaeQa_WMYTTWTQ_mPULLUZm]ememNmRYQamKJW^RLWWbLTWKZ]Q]laN"
     "SMYlc^dWblMlN^SZdIIP_VI]^ZJ]Z[M^PUdZSUS[^`YbRblOlSY[llJKZZKMYLWOUUXWRR^mcKORYfm^b_YfQmV^SYmL[VhW[UPZZVPMOHVSaHMPRSWaWXhhhahhhhhhLGYVfJ__UMZ_YWfPPfOQQN__[[fWYfOfSXQffIPZZRZZZZOZZZZZRZHZZLIZZZRZZZZZZZZZZZFIXbTPYTXN`TXTVTagUNRS]bn_n[W`"
     "OTRTPngMMZ_]MYbTQTEU_TYZnWQLRUfn`_]Z`PnTaU_fII_`bPeeVMZ]X^UObeKROMaelYXY_^LlRSSl]LTYXPWXS]X^USIK]ZjFNO_]cj^ZjjjjQjjjjjPFf_YHfffJffWfWNffQXfVffffffNfMf[OfffHG[[OMTTOL[Q[[T[T[[N[T[S[[[[[[[[[[[[[HQT[TMQ[[J[[I[P[T[[[[TT[[[[[[[K[[[[[[KKc"
     "URMcTcVGUUNOUScLMXVcccc[ccc[XcccccFI^^QV^^QM^VVSQV^^^SVS^V^VJS^^^^^^^^^NZRbRWbOWbbOJZKbbbGJRbbbbbZbbbSObbbbUN`````XS``PXSQH```NLF``````````J`````NWWWWWWWWWWIMWWWWWHWLMWWWWWWWWWWWWWWWLMRjUVjQcjcMKLLjXjQHNPUjjjjjjjjY[^cj`HJRcYTTcUJR[Q"
     "SXccccUcGNcccc[cc[ccccccJSQgXg]QW^WRJJLgOgMLQgNggggggggUggggYSbbbbbLMbbbOHMJbbbMPKbbbbbbbbbbMbbbbbOOQfQTfPf_ZQNLIfSfKMKfTfTfffff[f_]fffQSZZZZPSZSMZZQOZPZIHZZZZZZZZZZZJSZZZZOT[[[H[[[[O[[[[[[[I[[[[[[J[[[[M[[[QJ["},
    {"en", 1,
     "abcdefghijklmnopqrstuvwxyzó",
     "HNPOQSSQRSXOPMQUPYRMOUVV[VWjJ[TSRZWTUR[SLOGZU]KOOUWWbSWoNGTWVL[XVJ__P__J_fMYYMfVfO_fJIhSXMXhINhZUU[KhaOROP^hhTX[GI^aUJa^ZIXaVYXLXhRPTQ^^hW^hHPWOPRXReVbTOQLVW`IJOWUXVW[mJKbTZORRbJZUPbZJVbJXONbZbbbbIIUgYM`QMLgZSXSM``LT]KgV`RggII``ZJ`X"
     "ZJgZWQYKXgRTPNgXgZVgJITMURWQfZZWMSJQV]QNMYT_XZZfNFV_SPV__HVS_VVKV_VV_K______HIXYWNZYNJ[UYSUMVfORVOfPfT_fJIU]TJZVcIjWLZcLZj`QSPV``Ta^KHNXTJb[ZKj[[N_KPj]QXT[Z^V^jFL_SMM]LYLYX]]YO_emQNT[^bVZmKUTTS[[RXXWTLNHRSkJOPOST_YZkKHXU[I_YOKf_QX]L"
     "QfORPPfZ[YffIO]]UU]]]Q]]]]]]]KU]KE]R]S]]JIVSPL`TZIlUVQTM`dTNPOcXlU]_ENaRVKadNMdUSZ[ORZXRLQaVkT]kIJZ]_Jk_LJakXXYNacONSO_]kUWkLLQURPWQaQ_ROPK[PaIMN]V[XUTiMHbZTGbbbGbbTbUKZbWVbWbbbbbbKEccWIVVSKcRZcUPWcTTUWcccWccFOMUUIQ^UM^^^T^UQ^UULUU^"
     "^^^^GIWUTOeWeQeZPOTRQeNONPY^eZVeIGRbVIbYSLbYSSUObbVTYRbUbUMbNUUUUUUUUUUUUUEUUUHUUUUUUUUU"},
    {0, 0, 0, 0},
};

static const ctables_characters characters[] = {
    {"ja",
     "ンールア語ラトリス時イクド月日カマロシ字フバナジ間タッ文ニィ年メウブチガビデグダムエレサャコオキパュのテモ曜セワペ標準ベミェ週ポハボ分夏島ツソギピゴプ方中"
     "ノァ数ネヴォ元前国正ザヤ天平後ズ暦永部西ケ諸ゼヘ四秒半和個英ヨ十期ョ東治長地今午大金応南ゥべ水来毎記え並保先安寛延替承ホユ北号徳ヒ仁明立嘉万二量土木火ヌ小"
     "新基法ゲ位宝民古ゾ体建米言通一久代夜子漢順弘さ享億兆単慶京じ度書紀領康禄央銀音太しでを州丑亥卯壬寅巳庚戊戌癸辰酉か丁七丙乙九五八六己換未申貞辛韓貨なま世共"
     "向洋用甲三兌亀人化第角定み光別合昨朝行連陽重る寿政柱海液港簡繁香たてによ仏力印物番真矢神速本と不勘喜声夕式昼母目種質里養馬区台つは以会値全処制則域形径滴球"
     "白統翌華観項きすへ下主変山序改極氏気湾無特現理禁経緯自至規護雲電飾首高上閏い仮修典内加右周回圧女学寒性成教昭暑注混点熱的線衆表視象赤転道邦鮮話低亨兎昌猪祚"
     "禎雉鳳鼠そらわ乾互他付伴似優円冬出初効動勝原句吉同囲場壌多岸広引強当感所手授摂斉旅旗春景朱権武泰満然牛犬独猿画界疑発碑社祥福秋竜約結絵羊義老興虎蛇融術衡訂"
     "読逆進銅開陸際雑雨雪霊露革頭鳥鶏名旧拼梵楔湘罫芒蟄贛閩々あうがひびぺやりヮ事伝何利刻創務協占及取啓図圏客家容対川市帝帳常幾底弱張従慣技折拡族星有植検楽構様"
     "欧歴汎清測照片版牙男略私称穀算節系素索継編習聖草装複計詩調識身辞辺近述降限離霜非食飲左凧剃嘔嘘壺嬉庵彗悶愕揃斧杖桶焚燭爬牌牝牡狐狗狼獅瞑碇秤竿絆繍膏蟹蠍蠣"
     "蹄鋲錄錨雀龍ゝヽゞヾぁぃぅぇぉおヵぎくぐヶけげこござずせぜぞだちぢヂっづヅどぬねばぱぴふぶぷほぼぽむめもゃゅゆょれろゎゐヰゑヱヲん与且丘両串丸丹丼乏乗乞乱"
     "乳了予争井亜亡交亭介仕仙仰仲件任企伎休伯伸伺但佐余作佳併使例侍供依価侮侯侵侶便係促俊俗信俳俵俸俺倉倍倒候借倣倫倹偉偏停健側偶偽傍傑傘備催傲債傷傾僅働像僕僚"
     "僧儀儒償克免児党入兵具兼冊再冒冗写冠冥冶冷凄准凍凝凡凶凸刀刃刈刊刑列判到削剖剛剣剥副剰割劇功劣助努励労劾勃勅勇勉募勢勤勧勲勾匂包匠匹医匿千升卑博危即卵卸厄"
     "厘厚厳去参又収叔受叙口叫召可司各君吟否含吸吹呂呈告呪味呼命咲咽哀品員哲哺唄唆唇唐唯唱唾商問善喉喚喝喩喫営嗅嗣嘆嘱嘲器噴嚇囚因団困固園在坂均坊坑坪垂型垣埋城"
     "執培埼堀堂堅堆堕堤堪報塀塁塊塑塔塗塚塞塩填塾境墓増墜墨墳墾壁壇壊士壮売外夢夫失奇奉奏契奔奥奨奪奮奴好如妄妊妖妙妥妨妬妹妻姉始姓委姫姻姿威娘娠娯婆婚婦婿媒媛"
     "嫁嫉嫌嫡嬢孔存孝季孤孫宅宇完宗実室宮宰害宿寂寄密富寝察寡寧審寮寸寺封専射将尉尋導少尚就尺局居屈届屋展属層履屯岐岡岩岬岳峠峡峰崇崎崖崩嵐巡巣工巨差巻巾布帆希"
     "帥師席帯帰帽幅幕幣干幸幹幻庁床店府座庫庭庶庸廃廉廊廷弁弄弊弐弓弟弥弧弾彙彩彫彰影役彼往征待律徐徒得御復循微徴徹心必忌忍志忙忠快念怒怖思怠急怨怪恋恐恒恣恥恨"
     "恩恭息恵悔悟悠患悦悩悪悲悼情惑惜惧惨惰想愁愉意愚愛慄慈態慌慎慕慢慨慮慰憂憎憤憧憩憬憲憶憾懇懐懲懸戒戚戦戯戴戸戻房扇扉才打払扱扶批抄把抑投抗抜択披抱抵抹押抽"
     "担拉拍拐拒拓拘拙招拝拠括拭拳拶拷拾持指挑挙挟挨挫振挿捉捕捗捜捨据捻掃掌排掘掛採探接控推措掲描提揚握揮援揺損搬搭携搾摘摩摯撃撤撮撲擁操擦擬支攻放故敏救敗敢散"
     "敬整敵敷斎斑斗料斜斤斥斬断施旋既早旬旺昆昇易昔映昧是晩普晴晶暁暇暖暗暫暮暴曇曖曲更曹曽最服朕朗望札朴机朽杉材村束条杯松板析枕林枚果枝枠枢枯架柄某染柔柳柵査"
     "柿栃栄栓校株核根格栽桁桃案桑桜桟梅梗梨械棄棋棒棚棟森棺椅椎業楷楼概槽模横樹橋機欄欠次欲欺款歌歓止歩歯歳死殉残殖殴段殺殻殿毀毒比毛氷氾汁求汗汚江池汰決汽沃沈"
     "沖沙没沢河沸油沼沿況泉泊泌泡泣泥泳洗洞津洪活派流浄浅浜浦浪浮浴浸消涙涯涼淑"},
    {"zh",
     "月语时亚年间日尔克文斯拉至里马字西阿巴周加利元尼特纳比英方米标德罗瓦天准岛布兰令数卡夏塞多法历平和安度个维大第吉中格索塔科哥库永美萨十南达一午卢鲁治前二正"
     "上伊埃古长国季言保坦三后地宽制姆新立群郎部下乌秒四普五小序应六公本北延排东伯列圣波摩丁万仁分千欧洛苏承内体奥林迪洲非嘉希朗牙诺升基勒子帕毫印夫托曼未瑞符行"
     "音提哈厘申莫威建辛金图圭明泰雷丹镑久俄桑皮兹澳耳那宝太丑乙伦卯壬己币庚戊戌癸辰酉号七八写康赫寅巳亥甲丙代单士寸式弗弘恩查根瓜区九亿土得班福脱门隆位尺庆扎森"
     "海兆廷节蒙进钟顿几奇莱蒂努禄佛堡拿期玻白路享别匙博墨对拼换母汤沙洋点贞其星茨雅司仑他先属拜来梅每毛民的腊角力可戈杜杯码约菲贝龟什亩盎兑寿州捷果汉港爱纽色道"
     "韦韩黎夸乔以伏向委开微昂沃液盾磅纪货量麦及弧世冈化厄富干形斐智木济牛甸疆百秘统缅老肯荷萄葡霍书养凯半叙台喀喜孟学山梵焦现神穆简素绍高齐典人佩像劳品堪律政朱"
     "求津留石繁联芬苗资陀陵香刚蒲今传光坎坡头意挪晨甜箭耶融赞距都银闰项名重密阳也云会冰凌切华合城夜察尤彼径护挝早晚浦温热玛瑙用电知硬衡观豪赛越迈这面变宾陶旧假"
     "僧共匈发叶各复孜寻工差常当打撒旺松氏汗泊泽湾物甘盖胡舌艾表规象贡贾转速邦鄂锡黑此奈宛不傣柱桶纬与主买京全凤动勋危在夷套容帐帝慕户教敦昭朝样活滴爵球琳瑟直秋"
     "空突线经茶蓬记调谢赤逊通领首鲜默兴所顷甫粟谚丘亨伽作修关冬刻协去参右同哇唐因固埔女嫩宁寒寨岸崴悉情感或拍按授支改旁无昌易昨景暑望术权极柬棉楚武气汪汶洪涅满"
     "灵爪界祚祥祯种笔粗累组罕翰胜腓自舒良范藏计话诞辅酋钦铜雉页鸟际伐定质吨汞撮伪吕奎巽盲碑衬谬账魁专丰乃乐休依信俾党农出占压史呐咯坚培壤契婆孔它家展底引录彝心"
     "志忽怀戴扩投指掸搜摄整族旗昆春札杂杨杰柏梯檀河注流清潘然犹珀画略盟真社祖票离穹笑算粤翁脸芒芳订让诗谷边逆遮铢铭雨雪露靼鞑风饰成扬旦市费仂侣傈僳卞卦吴坝堤屿"
     "帜惊揭昙楔楠湘艮芙蛰赣钯铂闽霜严丽之乾于仰仲何佳使兔冷凰剑务包原口只吾告员哲回圈块坤型域堂壮声处外奴宗室宴宿尚峡川带广强往思性恰想技折接描散施既晋有朋机杉"
     "李板构柯柳柴框桥植模款毕水沿测浑混澎灿照片版狗独猪猴珠理琼瑶田男登皇目矶破窝等筑答簿类粒级绪羊考聪肖育背脑腾臣芝花若草萧著葛虎蛇装见认训讷词试读起身车辑迅"
     "运近迦述途逻遗钻键陆降限革须飞食饮骚鸡黄鼠龙左低乍顺兼次乒乓乳仓伞僵冥冻净凉凸刨刮剃剽劈勺匕匠匮卑卜厕厦厨叮呕呣咒哨哺唇啤啮喱嗅嘘嘟噘噜噢嚏坏垫堵墅墓墙墟"
     "壳壶奸妆姜娥婴媚孪宅宠宫寺尬尴尸屈屎屑屡履岩巾帆帚帧庇庵弓彗御徽怜恒恤恳悬悯惫愤戟扔扰扳抖抛拄拇拐挂挎捂捏掘掠搏携摇撅撕撤攀敞斑斧晕朔杆杖杠枯柄柑柜柠柩柿"
     "栓栗栽桔梨棍棕棺椒榄榈槌槟槿横橄橇橘橙橡檬汁沐沫泪泵洁洒浆浣涂涌涎涕涩淇渗滕滚滩澡灾炽烘烙烛烟烹焊焙焰煎熏燥犀犄犬犸狡狸猎猕猩猫猬猾猿獭獾瑚瓢瓮畜疟皂皱皿"
     "盆盐盔盗盥眨眩眯睿瞌瞒瞪矿砖砸祈祭祷禽秃稻稽窃窄窥竖竿笆笺笼筐筒筝筷箸篓篱篷粑粥粮粽絮纠纫纱纹绒绣绳绷缄缆缎缝罩羹翱耸聋肌肢肺脏脚腋腕腮膀膏舔舵艇艳芽苜苞"
     "苣苹茄莓莴菇菌菠菱萎萝葩葫葬葱葵蒜蒸蓄蓿蔬蔽蕉蕾薯蘑蚂蚊蚓蚝蚯蛆蛎蛐蛛蛾蜗蜘蜡蜥蜴蝇蝎蝙蝠蝴螂螃螺蟀蟋蟑蠕衫袜裙裹褂讶讽诊诱谍谎豚豹贷趾跆跛跤跨跪踪蹄蹈蹦"
     "蹬躬躺轴轿辐辣迹郁鄙酢酥酪酱醺钉钞钥钩钮钳铅铛铰锄锑锚锤锯镐镖闺阱隧雀雌雕霾靴靶鞠颈颜颠颤飓饪饵饺馍馏驰驼骂骄骆骰骷骼髅髦鬈鱿鲤鲨鲸鳄鸢鸵鸽鹉鹦黏黛鼬龇且"
     "业丝丢两丧串临丸举么义乖乘乡乱了予争事亏互井些亡交亮亲仅仇介仍从仔付仙仪们件价任份仿企伍众伟伤估伴伸似但佑余你佤例供侠侦侨侬侯侵便促俊俗俩俱倍倒候倚借倦值"
     "倾偌偏做停健偶偷储催傲傻儒儿允免入兮兽册再冒军冠冲决况减凝凡凭击函刀刊刑划"},
    {"zh_Hant",
     "月文至時日年亞間克爾拉斯里西馬公巴字英加元尼週阿利島數午特方瓦羅丁天納辛德比蘭標庚乙子己丙壬夏戊癸甲平準卡米達令未安申布酉丑卯戌辰寅巳亥法小地索維多分大永"
     "治哥曆立南非正和群吉中語格塔庫薩個第那尺古科美國長保前盧秒上制寬魯伊塞埃每一應波郎烏下後東列歐姆明毫延諾升基二值幣序洲萬部三位排朗洛承本威千嘉耳聖仁托瑞莫"
     "勒普曼蘇赫伯四奧體寸五帕新北摩六單度披林言印康皮內夫茲丹季寶希哈提沙符金雷音白兆坦建杜號鎊久及士牙百太十脫倫寫瓜祿紐享弘慶查海澳角量頓司土根門奈侖圭拼賴迪"
     "盎喬圖班福蒙貝路鐘匙品森泰玻磅以化區堡廷式微臘韓他俄冬力寒屬幾換暑期碼貞都色蒂賽隆其墨弗扎系龜伏世什佛光八別可合喀形恩拿撒星會杯港牛艾貨雅畝來梅沃洋荷閏雨"
     "露七九奇學富底愛桑母民約與轉迦陽雪麥黎先釐億壽夸山拜捷春晨木模清濟焦瑟甸盾秋穆菲點代伐半培州政然瑪石紀統緬蓋計變開厄史哲孟干得挪斐次流液漢用節耶肯華萊葉質"
     "道陀高齊汞柱斤主人刻剛喜委尚戈梵氏汶甘甜留神組行買這雲養香向噸芒典台坎密尤律拏智朱果汗滿現秘舊舍芬葡蒲衡衣賓銀陵頞陶敘今依博坡堪晚書札水活溫物球當的種箭簡"
     "紹繁羊老聯胡處融電頭鼠龍名穀蟄霜伽佩假傣兔共冰凌卜圈夜婆寮尋岡帝彼打揚教昂松檀湯灣狗猴目知硬經緯自虎蛇表觀護象豪豬越距農鄂錫降雞驚黑全重桶燭不傳凱匈匹吠因"
     "城域奎始室差席復族旺易昭柏泊潘熱率突線茅茶萄調赤速遜邏邦酒霍頁項鳳努宛弧頃勳孜亨佉像剌動勞參各同吐吒圓在報夷女奴崴市帛彎性情意慕成戴拍搭支散旁柯柴棉楚樣欽"
     "河洪浦涇滴澤爪爵珥理琉皆直磨祛空窶素細縛罷義荼藏規謝貢賈逝鉢閃闍陪靈革頗飛首鳥興發由撮吋占峇巽狄琳甫茨丈乾京休信修僧創勝原去右哇固埔夕嫩岸引強心感或手授攝"
     "改敦旦昌昨景柬武氣注混溪無獅界略畫祚祥罕般葛覺誇誕費邁銅關際雉韋順風麼黃末佑徑呎佐偽兌券壤碑紮苗襯使俾價優凰切反口圜堅壓契如孔宗家容察尖常幕息懷指撣旅旗早"
     "昆朋極權款殊毛油測版猶瑙畢真社祕祖穹竹筆粗粵綜翰腓臣芳術訂訥試詩話諸讓谷跎身車輔途遊過邊銖銘雙離面食飾魁默黨片禎低通寨仄丨丶丿亅亠仂侶僳儿冂冖冫几凵勹匕匚"
     "匸卞卩厂厶囗堤墎夂夊宀尢尸屮嶼巛巾幟幺广廴廾弋弓彐彡彳攴无曇栗框楔欠歹殳毋气涅渾湘澎燦爻爿犬疋疒癶皿矢禸禾穴糸綽缶网耒聿臼舛艮艸茵蓬虍虫蚩裏襾謬豕豸贛辵邑"
     "釆閩阜隶隹靑韭髟鬯鬲鮑鹵黍黹黽鼎龠丘乃也仰伸佈住何俗傑僅僑充入冷刀則劍包協卻又吳吾呂告員哪唐啟囉坤垂場壯外央套妥宏宜客宿專對少峽崙川工庇廣弟彝彞彭志念思恰"
     "悉戶批技折按接描搜擔擴斗晉曰曲望杉李案梨梯植楊樂橋歌汪派漠火父狀玄玉珊珍琴瑤生田男異疆登皇盟盲相矛破磯礎示私站笑笛等答築簫簿累結緒繆繼羽考而耐聲肉育背腦舌"
     "舒舟良芝莎藍血裝製見視記設註誌談議豆豐贊走足輯述連進運遠遮錄鍵鎮閣闊闐限陸霧靼韃須預領類飲館骨鬆鬥鬼魚鵝鹿麗麻鼓鼻齒左杰鲁乍乳俏倉傅傘兹凋凍凸划刨别刮剃勾"
     "匣匯卑卹叉叶吻哺唇唵啤喪喲嘟噁噓噘嚏坑墅墓墟墳壩壺奥妖嬰孕孵寺尿屍屑帆帚廁廈廚廟忡憊懨懸戟扮扳捂捏捧掠掰揹搏摀摔撕撲攀攤敞斑斜斧暈暮曬曳朔杖枯栓栽桿棍棕棺"
     "椒槌橄橇橘橙檬檸櫃櫚櫻欖残殭汁沫沮泣浣浴涎涮淇淋溜漿澡濕灘烘烹焊焙焰煎煮燕燙爍牡犀狡狸猩猾猿獺獾瑚瓢甕疊疲疾瘦瘧皂皺盆盈盒盔盥眨眩睏瞇瞌瞪磚礁礫祈禱禿稻窄"
     "竿筒筷箏箔篷簍籠糖糰紉紋紗紳綿縫繃繡繩纏纖纜罈罐罩羯聳聾肌肖肺脈脖腐腹膚膠臂臟艇芙芭芽苣茄茸莓莖菇菌菱萎萵葵蒜蒸蓄蓉蔔蔥蔬蕉蕾薑薯蘋蘑蘿虹蚊蚓蚯蛛蜀蜘蜥蜴"
     "蝙蝟蝠蝦蝴蝸螂螃螞螺蟀蟋蟑蟳蟻蠅蠕蠟蠣衫袍裘裙裱裹褐襪訝診謎豎豔豚豹跆跨跪踩躬軸轎辜辣遞鄙酋酪醬釘鈔鈕鉅鉛鉤鋁錨錶鍊鎚鎬鏈鏢鐺鑰鑽鑿阱隴雀雌霄静靴鞠鞭頌頸"
     "顛颱飆飪餃餌餚餵餾駝駱驕骰骷髏鬍魷鯉鯊鯨鱷鳩鳶鴨鵡鶴鸚鹽黛鼬龐且丟並串丸么"},
    {"ko",
     "어시아일리스이월르자라트년나바표간크로준마카문요드니미지오비도기가하타루다부제레티프주파계디코터인사쿠에고우분키메토페세전국브소모그달호피수정후화와유베서"
     "숫랑투대야보조노중네러알초탄만동당란남신테데포흐겐안음곱위번킬덴구운체렬린랜과말쇼헤금난츠한무케양단식목슬치웨블질엘즈엔통볼진산영뉴칼밀럽반방차해력히태섬"
     "민두센순북경개저칸푸발벨램누앙몰팔온술상형본콜링억축묘살버예람슈악골콩클게닌캐랴량탈갈실불을병임샤줄언랍헨령갑암공의평법울폴롱환멕런추원매집얀독몽톤글몬샨"
     "새맨완왈교및각칠핀캄애멘턴갤회쉬함연은역룩얄롬더빌콰푼입향없장재는잔셸필렘커룬쿼냐켈솔홍잠길명내밤벳룰큐쿄판성올틀론할셈싱들선셔헥천째백설윤녁벽담듀물림쪽"
     "콘변릭롤덜슨감텔광존빈옴컵액강용압딘점별래깃씨튀류곤헝릴맥느렛퍽헬콴권속춘켐얘밧닛쎄쉐까여적행꿈힐델폰멜렌플펀합랄생뮤쿡외짐항럿뒤채텀망종잡규쓰건딩날현둥"
     "군삼틴콥킨팡풀친응꼬거틸셜색틱툼섹심톨검솜텡탐극퀴특논핏옹워머퇴롭칩청곡처료맷학른작또벵첸졸율엠맹힌얍펠챠곽먼힝셀팀족움벤관련절렙옉옛름획확첨륙앤앵귈퍼괌"
     "융눌눔얏숨엑욕열패덤펄돌섭배럴켄놈닉랭펜톡丘串乃久乖九乞乫乾亂亘交京仇今介件价企伋伎伽佳佶侃來侊供係俓俱個倞倦倨假偈健傀傑傾僅僑價儆儉儺光克兢內公共其具兼"
     "冀冠凱刊刮券刻剋剛劇劍劒功加劤劫勁勍勘勤勸勻勾匡匣區南卦却卵卷卿厥去及口句叩叫可各吉君告呱呵咎咬哥哭啓喀喇喝喫喬嗜嘉嘔器囊困固圈國圭圻均坎坑坤坰坵垢基埼堀"
     "堅堈堪堺塊塏境墾壙壞夔奇奈奎契奸妓妗姑姜姦娘娜嫁嬌孔季孤宏官客宮家寄寇寡寬尻局居屆屈岐岡岬崎崑崗嵌嵐嶇嶠工巧巨己巾干幹幾庚庫康廊廐廓廣建弓强彊徑忌急怪怯恐"
     "恝恪恭悸愆感愧愷愾慊慣慤慨慶慷憩憬憾懃懇懦懶懼戈戒戟戡扱技抉拉拏拐拒拘括拮拱拳拷拿捏据捲捺掘掛控揀揆揭擊擎擒據擧攪攷改攻故敎救敢敬敲斛斤旗旣昆昑景晷暇暖暠"
     "暻曠曲更曷朗朞期机杆杞杰枏果枯架枸柑柩柬柯校根格桀桂桔桿梏梗械梱棄棋棍棘棨棺楗楠極槁構槐槨槪槻槿樂橄橋橘機檄檎檢櫃欄權欺款歌歐歸殼毆毬氣求江汨汲決汽沂沽洛"
     "洸浪涇淃淇減渠渴湳溝溪滑滾漑潔潰澗激濫灌灸炅炚炬烙烱煖爛牽犬狂狗狡狼獗玖玘珂珏珖珙珞珪球琦琨琪琯琴瑾璂璟璣璥瓊瓘瓜甄甘甲男畇界畸畺畿疆疥疳痂痙痼癎癩癸皆皎"
     "皐盖監看眷睾瞰瞼瞿矜矩矯硅硬碁碣磎磬磯磵祁祇祈祛祺禁禽科稈稼稽稿穀究穹空窘窟窮窺竅竟竭競竿筋筐筠箇箕箝管簡粳糠系糾紀納紘級紺絅結絞給絳絹絿經綱綺緊繫繭繼缺"
     "罐罫羅羈羌羔群羹翹考耆耉耕耭耿肌肝股肩肯肱胛胱脚脛腔腱膈膏膠臘臼舅舊舡艮艱芎芥芩芹苛苟苦苽茄莖菅菊菌菓菫菰落葛葵蓋蕎蕨薑藁藍藿蘭蘿虔蚣蛟蝎螺蠟蠱街衢衲衾衿"
     "袈袞袴裙裸褐襁襟襤見規覡覲覺觀角計記訣訶詭誇誡誥課諫諾謙講謳謹譏警譴谷谿豈貢貫貴賈購赳起跏距跨踞蹇蹶躬軀車軌軍軻較輕轎轟辜近迦迲适逑逕逵過遣遽邏那邯邱郊郎"
     "郡郭酪醵金鈐鈞鉀鉅鉗鉤銶鋸鋼錡錤錦錮鍋鍵鎌鎧鏡鑑鑒鑛開間閘閣閨闕關降階隔隙雇難鞏鞠鞨鞫頃頸顆顧飢餃館饉饋饑駒駕駱騎騏騫驅驕驚驥骨高鬼魁鮫鯤鯨鱇鳩鵑鵠鷄鷗鸞"
     "麒麴黔鼓龕龜힣ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ쥐끼뱀숭닭돼활결캡왼근쌍징격께늘햄벰콤둠앗촉습픽죽뇬몸샹촨귀눅곰끄넴잉킴먀렐샴믹엣낭냔팜폼총퓌옘넨뭄므혼펭겔탕첫"
     "칙범으넓좁룹뱅참굴묵십꾸헵띠퓨얼닫힘막션냉봉샌허널텐탱웬려않젠싸폐쿨쏘즐출듐쟘쳐펨젭줌붐닥쿤옌븐넬핼팩녹렝너빅첼젤곳퉁킹밍싯툴펙옐콕딜룸칭닐톰캬탠컨윈협를"
     "뤼뷔던홀취갱놀잘퀘걸"},
    {0, 0},
};

ctables_language ctables_language_at(size_t index) { return languages[index]; }
ctables_characters ctables_characters_at(size_t index) { return characters[index]; }
