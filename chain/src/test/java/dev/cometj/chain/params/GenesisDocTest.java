package dev.cometj.chain.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.Timestamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenesisDocTest {

  private static final Timestamp NOW = new Timestamp(1_700_000_000, 5);
  private static final String KEY =
      "{'type':'tendermint/PubKeyEd25519','value':'pO4KnABZSZCgs7PYJ7apcpZ4i0vj/CcvhTkAU4AY9jk='}";

  private static GenesisDoc parse(String json) {
    return GenesisDoc.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), NOW);
  }

  @Test
  void whatIsMissingHasItsDefault() {
    GenesisDoc doc = parse("{'chain_id':'x'}");
    assertThat(doc.genesisTime()).isEqualTo(NOW);
    assertThat(doc.initialHeight()).isEqualTo(1);
    assertThat(doc.consensusParams()).isEqualTo(ConsensusParams.DEFAULT);
    assertThat(doc.validators()).isEmpty();
    assertThat(doc.appHash().isEmpty()).isTrue();
    assertThat(doc.appState().isEmpty()).isTrue();
  }

  @Test
  void nullStandsForWhatIsMissing() {
    assertThat(
            parse(
                """
                {'genesis_time':null,'chain_id':'x','initial_height':null,'consensus_params':null,\
                'validators':null,'app_hash':null}\
                """))
        .isEqualTo(parse("{'chain_id':'x'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'a': [1,  2]}      | {'a': [1,  2]}
          "text"              | "text"
          [ ]                 | [ ]
          12.50               | 12.50
          true                | true
          """)
  void theApplicationsStateIsKeptAsItIsWritten(String state, String kept) {
    GenesisDoc doc = parse("{'chain_id':'x','app_state': " + state + " ,'other':{}}");
    assertThat(new String(doc.appState().toByteArray(), StandardCharsets.UTF_8))
        .isEqualTo(kept.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                           | chain_id has 0 bytes
          []                                           | holds no JSON object
          {'chain_id':'x'} {}                          | remove what follows it
          {'chain_id'                                  | is no JSON
          {'chain_id':5}                               | chain_id is of the wrong kind
          {'chain_id':'x','initial_height':7}          | initial_height is a bare number: write "7"
          {'chain_id':'x','initial_height':'7x'}       | initial_height is "7x"
          {'chain_id':'x','initial_height':'-7'}       | initial_height = -7
          {'chain_id':'x','initial_height':'9223372036854775808'} | initial_height is 9223372036854775808
          {'chain_id':'x','genesis_time':'yesterday'}  | genesis_time is wrong
          {'chain_id':'x','app_hash':'0'}              | app_hash is "0"
          {'chain_id':'x','validators':{}}             | validators is of the wrong kind
          {'chain_id':'x','validators':[{}]}           | validators[0] pub_key is missing
          {'chain_id':'x','validators':[{'pub_key':{'type':'rsa'}}]} | validators[0].pub_key is none: unknown type
          {'chain_id':'x','consensus_params':{'block':{'max_bytes':1}}} | consensus_params.block.max_bytes is a bare number
          {'chain_id':'x','consensus_params':{}}       | consensus_params.block.max_bytes must be
          """)
  void aFaultNamesTheKeyAndTheMend(String json, String message) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(GenesisException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aValidatorNeedsPowerAndItsOwnAddress() {
    assertThatThrownBy(() -> parse("{'chain_id':'x','validators':[{'pub_key':" + KEY + "}]}"))
        .isInstanceOf(GenesisException.class)
        .hasMessageContaining("validators[0].power = 0");
    assertThatThrownBy(() ->
            parse(
                "{'chain_id':'x','validators':[{'address':'00','power':'1','pub_key':"
                    + KEY
                    + "}]}"))
        .isInstanceOf(GenesisException.class)
        .hasMessageContaining("validators[0] address = 00")
        .hasMessageContaining("write 9EF4F31AEC8782CBF5C29E497489D3A3D3790246");
  }

  @Test
  void aFaultNamesTheFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("genesis.json");
    assertThatThrownBy(() -> GenesisDoc.read(file, NOW))
        .isInstanceOf(GenesisException.class)
        .hasMessageStartingWith(file + ": cannot be read");
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> GenesisDoc.read(file, NOW))
        .isInstanceOf(GenesisException.class)
        .hasMessageStartingWith(file + ": chain_id");
    Files.writeString(file, "{\"chain_id\":\"x\"}");
    assertThat(GenesisDoc.read(file, NOW).chainId()).isEqualTo("x");
  }

  @Test
  void textsAreEscapedAsGoDoes() {
    GenesisDoc doc = parse("{'chain_id':'a<b>&\\u2028\\n\\u0001\\\\','app_state':{'<':'&'}}");
    assertThat(new String(doc.toJson(), StandardCharsets.UTF_8))
        .contains("\"a\\u003cb\\u003e\\u0026\\u2028\\n\\u0001\\\\\"")
        .contains("\"\\u003c\": \"\\u0026\"");
    assertThat(GenesisDoc.parse(doc.toJson(), NOW).chainId()).isEqualTo(doc.chainId());
  }
}
