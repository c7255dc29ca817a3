package dev.cometj.p2p.switching;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.testkit.contract.HostPlan;
import dev.cometj.p2p.testkit.contract.HostedNode;
import dev.cometj.p2p.testkit.contract.ReactorContract;
import java.util.concurrent.CompletionStage;

class SwitchReactorContractTest extends ReactorContract {
  @Override
  protected HostedNode createHost(HostPlan plan) {
    SwitchAssembly assembly =
        SwitchAssembly.of(plan.settings(), plan.runtime(), plan.signer())
            .network(plan.network())
            .transport(plan.transport());
    plan.reactors().forEach(assembly::reactor);
    AssembledNode node = assembly.assemble();
    return new HostedNode() {
      @Override
      public CompletionStage<Void> start() {
        return node.start();
      }

      @Override
      public CompletionStage<Void> stop() {
        return node.stop();
      }

      @Override
      public HostPort listenAddress() {
        return node.listenAddress();
      }
    };
  }
}
