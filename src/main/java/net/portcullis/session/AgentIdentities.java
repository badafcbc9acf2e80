package net.portcullis.session;

import java.io.IOException;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;

/** Lets sessions whose device names the agent use its keys; nothing is forwarded to any device. */
final class AgentIdentities implements SshAgentFactory {
  /** Set in the context of a connection that may use the agent. */
  static final AttributeRepository.AttributeKey<Boolean> WANTED =
      new AttributeRepository.AttributeKey<>();

  @Override
  public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
    return List.of();
  }

  @Override
  public SshAgent createClient(Session session, FactoryManager manager) throws IOException {
    boolean wanted =
        session instanceof ClientSession ours
            && Boolean.TRUE.equals(ours.getConnectionContext().getAttribute(WANTED));
    return wanted ? AgentClient.ofEnvironment() : AgentClient.none();
  }

  @Override
  public SshAgentServer createServer(ConnectionService service) throws IOException {
    throw new IOException("Agents are not forwarded.");
  }
}
