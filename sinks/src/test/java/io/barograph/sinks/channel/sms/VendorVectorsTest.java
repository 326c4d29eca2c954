package io.barograph.sinks.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.sinks.channel.SecondSignatures;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Signatures against what vendors print in their documents. DingTalk, WeCom and Feishu print the
 * way and no result: theirs are checked by the second implementation alone.
 */
class VendorVectorsTest {
  /**
   * Alibaba Cloud, "Signature method" of RPC APIs, example of DescribeRegions: key {@code testid}
   * with secret {@code testsecret}.
   * https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism
   */
  @Test
  void signsAsAlibabaCloudPrintsForDescribeRegions() {
    Map<String, String> parameters =
        Map.of(
            "Timestamp", "2016-02-23T12:46:24Z",
            "Format", "XML",
            "AccessKeyId", "testid",
            "Action", "DescribeRegions",
            "SignatureMethod", "HMAC-SHA1",
            "SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
            "Version", "2014-05-26",
            "SignatureVersion", "1.0");
    String printed = "OLeaidS1JvxuMvnyHOwuJ+uX5qY=";
    assertThat(AliyunSignature.of("GET", parameters, "testsecret")).isEqualTo(printed);
    assertThat(SecondSignatures.aliyun("GET", AliyunSignature.query(parameters), "testsecret"))
        .isEqualTo(printed);
  }

  /**
   * Alibaba Cloud, SMS, "Request signature", example of SendSms with a Chinese signature: key
   * {@code testId} with secret {@code testSecret}.
   * https://help.aliyun.com/document_detail/56189.html
   */
  @Test
  void signsAsAlibabaCloudPrintsForSendSms() {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("AccessKeyId", "testId");
    parameters.put("Action", "SendSms");
    parameters.put("Format", "XML");
    parameters.put("OutId", "123");
    parameters.put("PhoneNumbers", "15300000001");
    parameters.put("RegionId", "cn-hangzhou");
    parameters.put("SignName", "阿里云短信测试专用");
    parameters.put("SignatureMethod", "HMAC-SHA1");
    parameters.put("SignatureNonce", "45e25e9b-0a6f-4070-8c85-2956eda1b466");
    parameters.put("SignatureVersion", "1.0");
    parameters.put("TemplateCode", "SMS_71390007");
    parameters.put("TemplateParam", "{\"customer\":\"test\"}");
    parameters.put("Timestamp", "2017-07-12T02:42:19Z");
    parameters.put("Version", "2017-05-25");
    String printed = "zJDF+Lrzhj/ThnlvIToysFRq6t4=";
    assertThat(AliyunSignature.of("GET", parameters, "testSecret")).isEqualTo(printed);
    assertThat(SecondSignatures.aliyun("GET", AliyunSignature.query(parameters), "testSecret"))
        .isEqualTo(printed);
  }

  /**
   * Tencent Cloud, "Signature v3", example of DescribeInstances by POST, 2019-02-25.
   * https://www.tencentcloud.com/document/product/267/37447
   */
  @Test
  void signsAsTencentCloudPrintsForDescribeInstances() {
    String secretId = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
    String secretKey = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
    String body =
        "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], "
            + "\"Name\": \"instance-name\"}]}";
    String printed = "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168";
    TencentSignature signature =
        new TencentSignature(secretId, secretKey, "cvm", "cvm.tencentcloudapi.com");
    assertThat(signature.authorization("application/json; charset=utf-8", body, 1_551_113_065L))
        .isEqualTo(
            "TC3-HMAC-SHA256 Credential=%s/2019-02-25/cvm/tc3_request, ".formatted(secretId)
                + "SignedHeaders=content-type;host, Signature="
                + printed);
    assertThat(
            SecondSignatures.tencent(
                secretKey, "cvm", "cvm.tencentcloudapi.com", body, 1_551_113_065L))
        .isEqualTo(printed);
    assertThat(signature.toString()).doesNotContain(secretKey);
  }
}
