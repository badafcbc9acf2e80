package net.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void writesPlainValuesInTheirOrder() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("name", "a\"b\n");
    value.put("line", Optional.of(7));
    value.put("none", Optional.empty());
    value.put("list", Arrays.asList(1, true, null, 2.5));
    assertThat(Json.text(value))
        .isEqualTo("{\"name\":\"a\\\"b\\n\",\"line\":7,\"none\":null,\"list\":[1,true,null,2.5]}");
  }
}
