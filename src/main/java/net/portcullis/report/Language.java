package net.portcullis.report;

import java.util.Map;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Finding;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.compliance.Finding.Severity;

/** The words of reports for people. */
public enum Language {
  EN("en"),
  ZH("zh");

  private static final Map<Kind, String> RULES =
      Map.ofEntries(
          Map.entry(Kind.INTENDED_BLOCKED, "应放行的报文被阻断"),
          Map.entry(Kind.UNINTENDED_PERMITTED, "不应放行的报文被放行"),
          Map.entry(Kind.BINDING_MISSING, "接口未应用访问控制列表"),
          Map.entry(Kind.BINDING_MISPLACED, "我方列表应用在错误的接口或方向"),
          Map.entry(Kind.BINDING_FAILED, "已应用的访问控制列表未生效"),
          Map.entry(Kind.DEFAULT_ACTION, "未匹配的报文被默认放行"),
          Map.entry(Kind.IPV6_OPEN, "IPv6 未受控制"),
          Map.entry(Kind.CONTRACT_BROKEN, "违反本站点约定"),
          Map.entry(Kind.EXPIRED_PERMIT, "额外放行已过期但仍生效"),
          Map.entry(Kind.FORBIDDEN_MANAGEMENT, "使用了清单禁止的管理协议"),
          Map.entry(Kind.OWNED_LIST_EDITED, "我方列表被他人修改"),
          Map.entry(Kind.CHANGED_OUTSIDE, "配置在 Portcullis 之外被修改"),
          Map.entry(Kind.GROUP_DIFFERS, "冗余组成员过滤行为不一致"),
          Map.entry(Kind.SNMP_DISAGREES, "SNMP 与命令行显示不一致"),
          Map.entry(Kind.PROBES_DISAGREE, "探测结果与访问控制列表不一致"),
          Map.entry(Kind.OBSERVING, "该接口仅观察，不阻断"),
          Map.entry(Kind.FOREIGN_LIST, "应用的列表不属于 Portcullis"),
          Map.entry(Kind.REDUNDANT_LINE, "多余的规则行"),
          Map.entry(Kind.HIDDEN_LINE, "规则行被动作相反的规则遮蔽"),
          Map.entry(Kind.UNSAVED, "运行配置未保存"),
          Map.entry(Kind.INFRASTRUCTURE, "接口上运行了未声明的协议"),
          Map.entry(Kind.CLEAR_TEXT, "以明文方式管理设备"),
          Map.entry(Kind.WAIVER_EXPIRED, "豁免已过期"),
          Map.entry(Kind.UNREADABLE, "有无法读懂的配置行"),
          Map.entry(Kind.UNPROVED, "无法判定比较结果"),
          Map.entry(Kind.UNREACHABLE, "设备无法读取"),
          Map.entry(Kind.IDENTITY, "设备身份与登记不符"));

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("Compliance of", "合规检查："),
          Map.entry("device", "台设备"),
          Map.entry("devices", "台设备"),
          Map.entry("Read on", "读取时间"),
          Map.entry("Summary", "概要"),
          Map.entry("Findings", "发现"),
          Map.entry("Functions", "功能状态"),
          Map.entry("Devices", "设备"),
          Map.entry("Device", "设备"),
          Map.entry("Site", "站点"),
          Map.entry("Profile", "平台"),
          Map.entry("Status", "状态"),
          Map.entry("Severity", "严重程度"),
          Map.entry("Where", "位置"),
          Map.entry("Packet", "证据报文"),
          Map.entry("Packets", "涉及的报文"),
          Map.entry("intended", "应为"),
          Map.entry("the device", "设备实际"),
          Map.entry("permit", "放行"),
          Map.entry("deny", "阻断"),
          Map.entry("unknown", "未知"),
          Map.entry("Catalog", "目录条目"),
          Map.entry("Device lines", "设备配置行"),
          Map.entry("To mend", "处理办法"),
          Map.entry("Commands", "设备命令"),
          Map.entry(
              "Proved on the model: after these, every packet fares as intended.",
              "已在模型上验证：执行后所有报文均符合预期。"),
          Map.entry("Not proved; look at the plan first.", "未经验证，请先查看计划。"),
          Map.entry("Since", "起始"),
          Map.entry("Waived", "豁免"),
          Map.entry("until", "至"),
          Map.entry("Lines", "配置行差异"),
          Map.entry("the same as on", "同"),
          Map.entry("Configuration", "配置摘要"),
          Map.entry("new", "新增"),
          Map.entry("fixed", "已修复"),
          Map.entry("re-opened", "再次出现"),
          Map.entry("reopened", "再次出现"),
          Map.entry("standing", "持续"),
          Map.entry("Since the last check", "与上次检查相比"),
          Map.entry("Fixed since the last check", "上次检查后已修复"),
          Map.entry("No earlier check is known.", "没有更早的检查记录。"),
          Map.entry("compliant", "合规"),
          Map.entry("drift", "偏离"),
          Map.entry("intact", "正常"),
          Map.entry("broken", "受损"),
          Map.entry("not here", "不涉及"),
          Map.entry("error", "错误"),
          Map.entry("errors", "错误"),
          Map.entry("warnings", "警告"),
          Map.entry("notes", "提示"),
          Map.entry("waived", "豁免"),
          Map.entry("status", "状态"),
          Map.entry("what", "说明"),
          Map.entry("packet", "报文"),
          Map.entry("since", "起始"),
          Map.entry("catalog", "目录"),
          Map.entry("mend", "处理"),
          Map.entry("proved", "已验证"),
          Map.entry("or type", "或输入"),
          Map.entry("warning", "警告"),
          Map.entry("info", "提示"),
          Map.entry("Function", "功能"),
          Map.entry("None: every device holds what was intended.", "无：所有设备均符合预期。"),
          Map.entry("and", "及另外"),
          Map.entry("more", "项"),
          Map.entry("On this page", "本页内容"),
          Map.entry("Rule", "规则"),
          Map.entry("findings", "项发现"),
          Map.entry("no findings", "无发现"),
          Map.entry("In the tool's words", "工具原文"),
          Map.entry("Skip to the findings", "跳到发现"),
          Map.entry(
              "Written by Portcullis. This page loads nothing.", "由 Portcullis 生成，本页不加载任何外部资源。"));

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** Such as {@code en}. */
  public String tag() {
    return tag;
  }

  /** The English words in this language; as they are where nobody translated them. */
  String say(String english) {
    return this == EN ? english : WORDS.getOrDefault(english, english);
  }

  String title(Kind rule) {
    return this == EN ? rule.title() : RULES.getOrDefault(rule, rule.title());
  }

  String say(Severity severity) {
    return say(severity.text());
  }

  String say(DeviceCheck.Status status) {
    return say(status.text());
  }

  /** One sentence on a finding; its own where this language has none for it. */
  String sentence(Finding finding) {
    if (this == EN) {
      return finding.message();
    }
    String region = finding.region().lines().findFirst().orElse("");
    return switch (finding.rule()) {
      case INTENDED_BLOCKED -> "应放行却被阻断：" + region;
      case UNINTENDED_PERMITTED -> "不应放行却被放行：" + region;
      case DEFAULT_ACTION -> "没有规则匹配而被默认放行：" + region;
      case EXPIRED_PERMIT -> "已过期的额外放行仍然生效：" + region;
      case BINDING_MISSING, IPV6_OPEN -> "没有访问控制列表，报文全部放行。";
      case UNPROVED -> "设备如何处理以下报文无法判定：" + region;
      default -> "";
    };
  }
}
