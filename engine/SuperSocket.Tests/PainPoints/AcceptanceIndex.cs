using System.Reflection;
using NUnit.Framework;
using SuperSocket.Tests.Api;
using SuperSocket.Tests.Bootstrap;
using SuperSocket.Tests.Configuration;
using SuperSocket.Tests.Engine;
using SuperSocket.Tests.Net;
using SuperSocket.Tests.Protocol;
using SuperSocket.Tests.Udp;

namespace SuperSocket.Tests.PainPoints;

/// <summary>
/// Where the acceptance scenarios of section 6 of the contract are tested. The tests of the chat server play more of scenario 1:
/// MessageScenarios (offline messages, Confirm), LoginScenarios (second login, login first), LineScenarios (heartbeat).
/// </summary>
public class AcceptanceIndex
{
    private static readonly (int Scenario, Type Fixture, string[] Tests)[] Index =
    [
        (1, typeof(TutorialTests), [nameof(TutorialTests.The_tutorial_application_runs_from_its_configuration_file)]),
        (2, typeof(BootstrapTests), [nameof(BootstrapTests.A_bootstrap_starts_again_after_each_of_three_stops)]),
        (2, typeof(ServerStateTests), [nameof(ServerStateTests.A_server_serves_again_after_each_of_three_restarts)]),
        (3, typeof(AcceptanceTests), [nameof(AcceptanceTests.Scenario_03_The_welcome_is_the_first_line)]),
        (4, typeof(AcceptanceTests), [nameof(AcceptanceTests.Scenario_04_So_many_get_in_and_one_who_leaves_makes_room)]),
        (4, typeof(ConnectionLimitTests), [nameof(ConnectionLimitTests.So_many_get_in_the_next_is_dropped_and_one_who_leaves_makes_room)]),
        (5, typeof(DispatchTests), [
            nameof(DispatchTests.An_unknown_request_is_answered_by_its_key),
            nameof(DispatchTests.A_parser_with_other_separators_makes_other_requests),
        ]),
        (5, typeof(CommandDiscoveryTests), [nameof(CommandDiscoveryTests.A_command_is_called_by_its_own_name_in_any_case)]),
        (6, typeof(AcceptanceTests), [
            nameof(AcceptanceTests.Scenario_06_Five_commands_in_one_write),
            nameof(AcceptanceTests.Scenario_06_A_command_in_random_fragments),
        ]),
        (6, typeof(ReceivingTests), [
            nameof(ReceivingTests.Fifty_thousand_echoes_over_several_connections),
            nameof(ReceivingTests.A_hundred_clients_at_once_are_all_served),
        ]),
        (7, typeof(AcceptanceTests), [nameof(AcceptanceTests.Scenario_07_A_command_that_sends_and_closes_is_heard_then_the_stream_ends)]),
        (8, typeof(AcceptanceTests), [nameof(AcceptanceTests.Scenario_08_The_count_follows_each_client_that_leaves_within_half_a_second)]),
        (8, typeof(SessionLookupTests), [nameof(SessionLookupTests.The_count_follows_100_sessions_that_the_server_closes)]),
        (9, typeof(AcceptanceTests), [nameof(AcceptanceTests.Scenario_09_Parallel_sends_in_1000_rounds_deliver_every_line_exactly_once)]),
        (10, typeof(AcceptanceTests), [nameof(AcceptanceTests.Scenario_10_An_idle_session_is_there_after_2_seconds_and_gone_after_7)]),
        (11, typeof(FixedHeaderReceiveFilterTests), FilterTests),
        (11, typeof(FixedSizeReceiveFilterTests), FilterTests),
        (11, typeof(TerminatorReceiveFilterTests), FilterTests),
        (11, typeof(CountSpliterReceiveFilterTests), FilterTests),
        (11, typeof(BeginEndMarkReceiveFilterTests), FilterTests),
        (11, typeof(HttpReceiveFilterTests), FilterTests),
        (11, typeof(EndMarkInBodyTests), FilterTests),
        (11, typeof(FilterSwitchingTests), [nameof(FilterSwitchingTests.A_filter_is_chosen_for_each_request)]),
        (12, typeof(AcceptanceTests), [nameof(AcceptanceTests.Scenario_12_UDP_with_a_parser_of_its_own)]),
        (12, typeof(UdpSessionTests), [
            nameof(UdpSessionTests.A_datagram_makes_a_session_that_answers_without_a_line_end),
            nameof(UdpSessionTests.Several_requests_in_one_datagram_are_handled_in_order),
        ]),
        (12, typeof(UdpRequestInfoTests), [nameof(UdpRequestInfoTests.The_datagram_names_its_session_which_follows_the_sender)]),
        (12, typeof(UdpServerTests), [
            nameof(UdpServerTests.The_limit_counts_sessions_and_frees_with_them),
            nameof(UdpServerTests.Idle_sessions_are_closed_and_active_ones_stay),
            nameof(UdpServerTests.Sixty_four_peers_talk_at_once),
        ]),
        (13, typeof(BootstrapTests), [nameof(BootstrapTests.Servers_by_type_and_by_type_name_are_the_objects_that_serve)]),
        (13, typeof(StartTests), [
            nameof(StartTests.A_server_has_two_listeners),
            nameof(StartTests.A_server_reads_its_child_elements),
            nameof(StartTests.The_root_culture_is_that_of_new_threads),
            nameof(StartTests.End_points_are_replaced_by_server_name_and_port),
            nameof(StartTests.A_resolver_changes_configurations),
        ]),
        (13, typeof(ProviderTests), [nameof(ProviderTests.A_connection_filter_lets_in_or_not_and_knows_its_server)]),
        (13, typeof(ChildConfigTests), [
            nameof(ChildConfigTests.An_element_is_read_into_the_applications_type),
            nameof(ChildConfigTests.A_collection_is_read_wherever_it_stands),
        ]),
        (14, typeof(DynamicTests), [nameof(DynamicTests.A_server_is_added_started_used_stopped_and_removed)]),
        (15, typeof(ActiveConnectTests), [
            nameof(ActiveConnectTests.Two_servers_exchange_commands_in_both_directions),
            nameof(ActiveConnectTests.A_close_handler_may_reconnect_and_wait_for_it),
        ]),
        (16, typeof(CommandAssemblyTests), [nameof(CommandAssemblyTests.Commands_come_from_several_assemblies)]),
        (17, typeof(ConversationTests), [
            nameof(ConversationTests.One_server_finds_another_by_name_and_pushes_to_a_session_by_id),
            nameof(ConversationTests.A_timer_pushes_to_all_sessions),
            nameof(ConversationTests.A_broadcast_reaches_the_sessions_of_one_device),
        ]),
        (18, typeof(BootstrapRefusalTests), [nameof(BootstrapRefusalTests.Isolation_starts_all_servers_in_this_process_with_one_warning)]),
        (18, typeof(RefusalTests), [
            nameof(RefusalTests.A_command_loader_of_dynamic_languages_is_refused_by_name),
            nameof(RefusalTests.A_policy_server_is_refused),
        ]),
    ];

    private static string[] FilterTests =>
    [
        "A_single_request_arrives_in_one_block", "Requests_arrive_byte_by_byte", "Requests_arrive_in_arbitrary_splits",
        "Reset_forgets_an_incomplete_request_at_every_place", "A_request_larger_than_the_receive_buffer_arrives",
    ];

    [Test]
    public void Each_of_the_18_scenarios_has_tests_that_exist_and_run([Range(1, 18)] int scenario)
    {
        var entries = Index.Where(entry => entry.Scenario == scenario).ToArray();

        Assert.That(entries, Is.Not.Empty);
        foreach ((_, Type fixture, string[] tests) in entries)
        {
            Assert.That(tests, Is.Not.Empty);
            foreach (string test in tests)
                Assert.That(Skipped(fixture, fixture.GetMethod(test)), Is.Null, $"{fixture.Name}.{test}");
        }
    }

    private static string? Skipped(Type fixture, MethodInfo? method)
    {
        if (method == null)
            return "there is no such method";
        if (method.GetCustomAttributes().Concat(fixture.GetCustomAttributes()).Any(attribute => attribute is IgnoreAttribute or ExplicitAttribute))
            return "it is left out";
        return method.GetCustomAttributes().Any(attribute => attribute is TestAttribute or TestCaseAttribute or TestCaseSourceAttribute)
            ? null
            : "it is no test";
    }
}
